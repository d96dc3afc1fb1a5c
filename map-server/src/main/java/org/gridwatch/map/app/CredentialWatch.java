package org.gridwatch.map.app;

import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.gridwatch.gateway.broker.EmbeddedBroker;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Ends the connection of a device whose credential ended: retired, replaced, given another token;
 * and of a listener that was removed. Whoever changed the registry, in whatever process, it takes
 * effect within a second. Every look compares all that is connected, so that a connection let in
 * just while the registry changed is found by the next one.
 */
final class CredentialWatch implements AutoCloseable {
  private static final String NONE = "";

  private final JdbcClient jdbc;
  private final EmbeddedBroker broker;
  private final Map<Integer, String> names = new HashMap<>();
  private final Map<String, String> credentials = new HashMap<>();
  private final Set<String> listeners = new HashSet<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("credential-watch").daemon().factory());
  private long revision = -1;

  /**
   * @param credential what a connection under this name must have come in with
   */
  private record Changed(int id, String name, String credential, long revision) {}

  CredentialWatch(JdbcClient jdbc, EmbeddedBroker broker) {
    this.jdbc = jdbc;
    this.broker = broker;
    watch.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
  }

  /** How a token is known here and at the broker, without being told. */
  static String credential(byte[] sha256) {
    return HexFormat.of().formatHex(sha256);
  }

  private void look() {
    try {
      List<Changed> changed = changed();
      for (Changed device : changed) {
        String former = names.put(device.id, device.name);
        if (former != null) {
          credentials.put(former, NONE);
        }
      }
      for (Changed device : changed) {
        credentials.put(device.name, device.credential);
        revision = Math.max(revision, device.revision);
      }
      lookForListeners();
      broker.keepOnly(credentials);
    } catch (DataAccessException away) {
      // Nobody is let in while the database is away; the next look catches up.
    }
  }

  /**
   * They are few and have no revision: all of them each time, and who is missing is let listen no
   * longer.
   */
  private void lookForListeners() {
    Map<String, String> now = new HashMap<>();
    jdbc.sql("select name, sha256 from service_credential where part = 'listener'")
        .query(
            row -> {
              now.put(row.getString("name"), credential(row.getBytes("sha256")));
            });
    credentials.keySet().removeAll(listeners);
    listeners.clear();
    listeners.addAll(now.keySet());
    credentials.putAll(now);
  }

  private List<Changed> changed() {
    return jdbc.sql(
            """
            select id, name, token_sha256, retired_at is not null as retired, revision
            from device where revision > ?
            """)
        .param(revision)
        .query(
            (row, _) -> {
              byte[] token = row.getBytes("token_sha256");
              boolean none = token == null || row.getBoolean("retired");
              return new Changed(
                  row.getInt("id"),
                  row.getString("name"),
                  none ? NONE : credential(token),
                  row.getLong("revision"));
            })
        .list();
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
