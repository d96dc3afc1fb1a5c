package org.gridwatch.ingest.device;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who speaks and is not registered, with the last thing each said. Bounded: who holds the enrolment
 * key can fill this list, and no disk.
 */
public final class Newcomers {
  /** No more are listed; those that come later are counted as rejects until there is room. */
  public static final int MOST = 1_000;

  /** As much of the last payload as is kept. */
  public static final int PAYLOAD_BYTES = 4_096;

  private final JdbcClient db;

  public Newcomers(DataSource dataSource) {
    this.db = JdbcClient.create(dataSource);
  }

  /**
   * One of them.
   *
   * @param gateway the gateway that spoke for it; empty: it spoke for itself
   */
  @SuppressWarnings("ArrayRecordComponent") // shown, never compared
  public record Newcomer(
      String name,
      Instant firstHeard,
      Instant lastHeard,
      long messages,
      String lastTopic,
      byte[] lastPayload,
      String gateway) {}

  /** The newest word first. */
  public List<Newcomer> list() {
    return db.sql("select * from newcomer order by last_heard desc, name")
        .query(Newcomers::read)
        .list();
  }

  public Optional<Newcomer> find(String name) {
    return db.sql("select * from newcomer where name = ?")
        .param(name)
        .query(Newcomers::read)
        .optional();
  }

  public int count() {
    return db.sql("select count(*) from newcomer").query(Integer.class).single();
  }

  /** Off the list; if it speaks again it is back. */
  public void dismiss(String name) {
    if (db.sql("delete from newcomer where name = ?").param(name).update() == 0) {
      throw RegistryRefusal.notFound("newcomer", name);
    }
  }

  /** Those not heard since then make room. */
  public int forgetUnheardSince(Instant then) {
    return db.sql("delete from newcomer where last_heard < ?")
        .param(then.atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * Within the caller's transaction. Returns the names for which there was no room.
   *
   * @param heard at most one per name
   */
  public static Set<String> note(Connection connection, Collection<Newcomer> heard)
      throws SQLException {
    if (heard.isEmpty()) {
      return Set.of();
    }
    Set<String> known = known(connection, heard);
    int room = MOST - total(connection);
    var noRoom = new HashSet<String>();
    try (var upsert = connection.prepareStatement(UPSERT)) {
      for (Newcomer newcomer : sorted(heard)) {
        if (known.contains(newcomer.name()) || room-- > 0) {
          set(upsert, newcomer);
          upsert.addBatch();
        } else {
          noRoom.add(newcomer.name());
        }
      }
      upsert.executeBatch();
    }
    return noRoom;
  }

  private static final String UPSERT =
      """
      insert into newcomer as n
             (name, first_heard, last_heard, messages, last_topic, last_payload, gateway)
      values (?, ?, ?, ?, ?, ?, ?)
      on conflict (name) do update
         set last_heard = excluded.last_heard, messages = n.messages + excluded.messages,
             last_topic = excluded.last_topic, last_payload = excluded.last_payload,
             gateway = excluded.gateway
      """;

  /** By name: two writers that meet the same names take their row locks in one order. */
  private static List<Newcomer> sorted(Collection<Newcomer> heard) {
    return heard.stream().sorted(Comparator.comparing(Newcomer::name)).toList();
  }

  private static void set(PreparedStatement upsert, Newcomer newcomer) throws SQLException {
    upsert.setString(1, newcomer.name());
    upsert.setObject(2, newcomer.firstHeard().atOffset(ZoneOffset.UTC));
    upsert.setObject(3, newcomer.lastHeard().atOffset(ZoneOffset.UTC));
    upsert.setLong(4, newcomer.messages());
    upsert.setString(5, newcomer.lastTopic());
    upsert.setBytes(6, newcomer.lastPayload());
    upsert.setString(7, newcomer.gateway().isEmpty() ? null : newcomer.gateway());
  }

  private static Set<String> known(Connection connection, Collection<Newcomer> heard)
      throws SQLException {
    try (var query = connection.prepareStatement("select name from newcomer where name = any(?)")) {
      query.setArray(
          1, connection.createArrayOf("text", heard.stream().map(Newcomer::name).toArray()));
      try (var rows = query.executeQuery()) {
        var names = new HashSet<String>();
        while (rows.next()) {
          names.add(rows.getString(1));
        }
        return names;
      }
    }
  }

  private static int total(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement("select count(*) from newcomer");
        var row = query.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  private static Newcomer read(ResultSet row, int number) throws SQLException {
    @Nullable String gateway = row.getString("gateway");
    return new Newcomer(
        row.getString("name"),
        row.getObject("first_heard", OffsetDateTime.class).toInstant(),
        row.getObject("last_heard", OffsetDateTime.class).toInstant(),
        row.getLong("messages"),
        row.getString("last_topic"),
        row.getBytes("last_payload"),
        gateway == null ? "" : gateway);
  }
}
