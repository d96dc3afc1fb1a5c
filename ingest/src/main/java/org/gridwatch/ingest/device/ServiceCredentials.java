package org.gridwatch.ingest.device;

import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What does not measure and still signs in to the embedded broker: our own processes, each of which
 * makes its own credential when it starts, and listeners an operator lets in to read what GridWatch
 * tells. Their names hold an {@code @}, which no device's can.
 */
public final class ServiceCredentials {
  private final JdbcClient db;

  public ServiceCredentials(DataSource dataSource) {
    this.db = JdbcClient.create(dataSource);
  }

  /** User name and password, as a client gives them. */
  public record Pair(String user, String password) {
    @Override
    public String toString() {
      return user; // the password must not reach a log
    }
  }

  /**
   * A fresh credential for a process of ours. Those a month old are swept away: their processes
   * made newer ones when they started, or are gone.
   *
   * @param role for example {@code ingest}
   */
  public Pair forProcess(String role) {
    db.sql(
            """
            delete from service_credential
             where part = 'service' and last_used_at < now() - interval '30 days'
            """)
        .update();
    return insert(role + "@" + Token.fresh(), "service");
  }

  /** A process that still runs says so once a day, or its credential is swept away as forgotten. */
  public void touch(String user) {
    db.sql("update service_credential set last_used_at = now() where name = ?")
        .param(user)
        .update();
  }

  /** May read {@code gridwatch/live/#}, {@code alerts/#} and {@code notices/#}, nothing else. */
  public Pair forListener(String name) {
    if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
      throw RegistryRefusal.invalid("name must be 1..64 of A-Z a-z 0-9 . _ -, was '" + name + "'");
    }
    return insert(name + "@listener", "listener");
  }

  /** Somebody else's program that may listen. */
  public record Listener(String user, Instant createdAt) {}

  public List<Listener> listeners() {
    return db.sql(
            """
            select name as "user", created_at from service_credential
             where part = 'listener' order by name
            """)
        .query(
            (row, _) ->
                new Listener(row.getString("user"), row.getTimestamp("created_at").toInstant()))
        .list();
  }

  /** Answers whether it was there. */
  public boolean removeListener(String user) {
    return db.sql("delete from service_credential where name = ? and part = 'listener'")
            .param(user)
            .update()
        > 0;
  }

  /** At a process's end. */
  public void remove(String user) {
    db.sql("delete from service_credential where name = ?").param(user).update();
  }

  private Pair insert(String user, String part) {
    String password = Token.fresh();
    int inserted =
        db.sql(
                """
                insert into service_credential (name, sha256, part) values (?, ?, ?)
                on conflict (name) do nothing
                """)
            .params(user, Token.sha256(password), part)
            .update();
    if (inserted == 0) {
      throw RegistryRefusal.conflict("'" + user + "' already exists");
    }
    return new Pair(user, password);
  }
}
