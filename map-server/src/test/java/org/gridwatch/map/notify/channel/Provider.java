package org.gridwatch.map.notify.channel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A stand-in for a provider on this machine: what it answers is the test's word. */
public final class Provider implements AutoCloseable {
  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Predicate<Request> aside;

  /** What came in. */
  public record Request(String method, URI uri, Map<String, String> headers, byte[] bytes) {
    public String body() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
      return JsonMapper.shared().readTree(body());
    }

    public String header(String name) {
      return headers.getOrDefault(name, "");
    }

    /** The query, decoded. */
    public Map<String, String> query() {
      var all = new TreeMap<String, String>();
      if (uri.getRawQuery() != null) {
        for (String one : uri.getRawQuery().split("&")) {
          String[] parts = one.split("=", 2);
          all.put(decoded(parts[0]), decoded(parts[1]));
        }
      }
      return all;
    }

    private static String decoded(String text) {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
  }

  /** What goes out. */
  public record Reply(int status, String body, Map<String, String> headers) {
    public static Reply ok(String body) {
      return new Reply(200, body, Map.of());
    }

    public static Reply status(int status) {
      return new Reply(status, "", Map.of());
    }
  }

  public Provider(Function<Request, Reply> answers) throws IOException {
    this(answers, _ -> false);
  }

  /**
   * @param aside what is answered and not kept
   */
  public Provider(Function<Request, Reply> answers, Predicate<Request> aside) throws IOException {
    this.aside = aside;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> answer(exchange, answers));
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public List<Request> requests() {
    return requests;
  }

  public Request only() {
    if (requests.size() != 1) {
      throw new AssertionError("one request expected, came " + requests.size());
    }
    return requests.getFirst();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange, Function<Request, Reply> answers) throws IOException {
    try (exchange) {
      var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
      var request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              headers,
              exchange.getRequestBody().readAllBytes());
      if (!aside.test(request)) {
        requests.add(request);
      }
      var reply = answers.apply(request);
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
