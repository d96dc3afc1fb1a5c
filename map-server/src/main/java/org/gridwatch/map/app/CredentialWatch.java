package org.gridwatch.map.app;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.gridwatch.gateway.broker.EmbeddedBroker;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Ends the connection of a device whose credential ended: retired, replaced, given another token.
 * Whoever changed the registry, in whatever process, it takes effect within a second.
 */
final class CredentialWatch implements AutoCloseable {
  private final JdbcClient jdbc;
  private final EmbeddedBroker broker;
  private final Map<Integer, Known> known = new HashMap<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("credential-watch").daemon().factory());
  private long revision = -1;

  /**
   * @param credential what a connection under this name was admitted with; empty: none is
   */
  private record Known(String name, String credential, long revision) {}

  CredentialWatch(JdbcClient jdbc, EmbeddedBroker broker) {
    this.jdbc = jdbc;
    this.broker = broker;
    watch.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
  }

  private void look() {
    try {
      boolean first = revision < 0;
      for (var entry : changed().entrySet()) {
        Known now = entry.getValue();
        Known was = known.put(entry.getKey(), now);
        boolean another =
            was != null && !(was.name.equals(now.name) && was.credential.equals(now.credential));
        if (another) {
          broker.disconnect(was.name);
        } else if (was == null && !first) {
          broker.disconnectNewcomer(now.name); // adopted: it signs in anew, as a device
        }
        revision = Math.max(revision, now.revision);
      }
      revision = Math.max(revision, 0);
    } catch (DataAccessException away) {
      // Nobody is let in while the database is away; the next look catches up.
    }
  }

  private Map<Integer, Known> changed() {
    var changed = new HashMap<Integer, Known>();
    jdbc.sql("select id, name, token_sha256, retired_at, revision from device where revision > ?")
        .param(revision)
        .query(
            row -> {
              byte[] token = row.getBytes("token_sha256");
              boolean none = token == null || row.getTimestamp("retired_at") != null;
              String credential = none ? "" : HexFormat.of().formatHex(token);
              changed.put(
                  row.getInt("id"),
                  new Known(row.getString("name"), credential, row.getLong("revision")));
            });
    return changed;
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
