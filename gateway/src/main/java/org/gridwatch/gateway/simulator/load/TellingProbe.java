package org.gridwatch.gateway.simulator.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.gridwatch.gateway.simulator.local.LocalInstallation;
import tools.jackson.databind.json.JsonMapper;

/**
 * A webhook of our own that belongs to the control room for as long as a run lasts: how long after
 * a dangerous reading was due the first request about its alert comes in. Threads: one for each
 * request.
 */
final class TellingProbe implements AutoCloseable {
  private static final Pattern ABOUT_ONE = Pattern.compile("alert-(\\d+)-.*");
  private static final JsonMapper JSON = new JsonMapper();
  private static final int STILL_MS = 3_000;
  private static final int PATIENCE_MS = 60_000;

  /** More than {@code --alarms} can be. */
  private static final int MOST_PER_MINUTE = 6_000;

  private static final String MEASURED =
      """
      select a.id, (extract(epoch from a.taken_at) * 1000)::bigint
        from alert a join device d on d.id = a.device_id
       where starts_with(d.name, ?) and a.taken_at >= ? and a.taken_at < ?
      """;

  private final LocalInstallation installation;
  private final String run;
  private final PrintStream out;
  private final Map<Long, Long> heard = new ConcurrentHashMap<>();
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final Histogram waits = Latencies.histogram();
  private long untold;
  private int channel;

  TellingProbe(LocalInstallation installation, String run, PrintStream out) throws IOException {
    this.installation = installation;
    this.run = run;
    this.out = out;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::hear);
    server.setExecutor(requests);
  }

  void open() throws IOException, InterruptedException {
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    var settings =
        Map.of("type", "webhook", "url", url, "secret", run, "perMinute", MOST_PER_MINUTE);
    channel =
        installation.addChannel(
            Map.of("name", "load-" + run, "controlRoom", "", "settings", settings));
  }

  private void hear(HttpExchange exchange) throws IOException {
    long now = System.currentTimeMillis();
    try (exchange) {
      var key = JSON.readTree(exchange.getRequestBody()).path("key").asString("");
      var alert = ABOUT_ONE.matcher(key);
      if (alert.matches()) {
        heard.putIfAbsent(Long.parseLong(alert.group(1)), now);
      }
      exchange.sendResponseHeaders(200, -1);
    }
  }

  /** Waits until nothing more comes, and compares what came with the alerts of the window. */
  void finish(Connection database, long fromMs, long toMs)
      throws SQLException, InterruptedException {
    long patience = System.currentTimeMillis() + PATIENCE_MS;
    int before = -1;
    while (heard.size() != before && System.currentTimeMillis() < patience) {
      before = heard.size();
      Thread.sleep(STILL_MS);
    }
    try (PreparedStatement query = database.prepareStatement(MEASURED)) {
      query.setString(1, "alarm-" + run + "-d");
      query.setTimestamp(2, new Timestamp(fromMs));
      query.setTimestamp(3, new Timestamp(toMs));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          compare(rows.getLong(1), rows.getLong(2));
        }
      }
    }
  }

  private void compare(long alert, long dueMs) {
    Long at = heard.get(alert);
    if (at == null) {
      untold++;
    } else {
      Latencies.record(waits, at - dueMs);
    }
  }

  /** After {@link #finish}. */
  long untold() {
    return untold;
  }

  /** After {@link #finish}. */
  void report(Map<String, Object> more) {
    more.put("toldAfterMs", Latencies.summary(waits));
    more.put("alertsUntold", untold);
  }

  /** The channel first: the installation would go on sending to nobody. */
  @Override
  public void close() {
    try {
      if (channel != 0) {
        installation.removeChannel(channel);
        channel = 0;
      }
    } catch (IOException refused) {
      out.println("The channel load-" + run + " could not be removed: " + refused.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      server.stop(0);
      requests.shutdownNow();
    }
  }
}
