package org.gridwatch.gateway.simulator.local;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks to a running GridWatch with the secrets that it keeps for its own user in {@code
 * DIR/secrets}: an operator's token for REST, and the address of its database.
 */
public final class LocalInstallation implements AutoCloseable {
  private static final int DEVICES_A_REQUEST = 2_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path dataDir;
  private final int httpPort;
  private final String token;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final JsonMapper json = new JsonMapper();

  private LocalInstallation(Path dataDir, int httpPort, String token) {
    this.dataDir = dataDir;
    this.httpPort = httpPort;
    this.token = token;
  }

  public static LocalInstallation in(Path dataDir, int httpPort) throws LocalException {
    return new LocalInstallation(
        dataDir, httpPort, read(dataDir.resolve("secrets").resolve("local-token")));
  }

  private static String read(Path file) throws LocalException {
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException missing) {
      throw new LocalException(
          file + " is missing: is GridWatch running with this --data folder?", missing);
    } catch (IOException unreadable) {
      throw new LocalException(file + " cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }

  public String token() {
    return token;
  }

  public int httpPort() {
    return httpPort;
  }

  public Path dataDir() {
    return dataDir;
  }

  /** Of the server process. */
  public long pid() throws LocalException {
    String text = read(dataDir.resolve("gridwatch.pid"));
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notANumber) {
      throw new LocalException("gridwatch.pid should hold a process id, was '" + text + "'");
    }
  }

  /** A connection of one's own to the installation's database. */
  public Connection database() throws IOException, SQLException {
    var properties = new Properties();
    try (var reader =
        Files.newBufferedReader(dataDir.resolve("secrets").resolve("database.properties"))) {
      properties.load(reader);
    } catch (NoSuchFileException missing) {
      throw new LocalException(missing.getFile() + " is missing", missing);
    }
    return DriverManager.getConnection(
        properties.getProperty("url", ""),
        properties.getProperty("user", ""),
        properties.getProperty("password", ""));
  }

  /** Registers devices that must not exist yet; returns each one's token. */
  public Map<String, String> register(List<NewDevice> devices)
      throws IOException, InterruptedException {
    var tokens = new HashMap<String, String>();
    for (int from = 0; from < devices.size(); from += DEVICES_A_REQUEST) {
      var some = devices.subList(from, Math.min(devices.size(), from + DEVICES_A_REQUEST));
      var csv = new StringBuilder(NewDevice.HEADER);
      some.forEach(device -> csv.append(device.line()));
      JsonNode report =
          ask("POST", "/api/v1/devices/import?format=csv&dryRun=false", "text/csv", csv.toString());
      for (JsonNode line : report.path("lines")) {
        if (line.path("outcome").asString("").equals("rejected")) {
          throw new LocalException(
              "device '"
                  + line.path("name").asString("")
                  + "' was not registered: "
                  + line.path("message").asString(""));
        }
      }
      for (JsonNode pair : report.path("tokens")) {
        tokens.put(pair.path("name").asString(""), pair.path("token").asString(""));
      }
    }
    return tokens;
  }

  public void retire(List<String> names) throws IOException, InterruptedException {
    for (int from = 0; from < names.size(); from += DEVICES_A_REQUEST) {
      var some =
          new ArrayList<>(names.subList(from, Math.min(names.size(), from + DEVICES_A_REQUEST)));
      ask(
          "POST",
          "/api/v1/devices/retire",
          "application/json",
          json.writeValueAsString(Map.of("names", some)));
    }
  }

  /** Adds a safety rule as the API takes it; returns its id. */
  public int addRule(Map<String, Object> rule) throws IOException, InterruptedException {
    return ask("POST", "/api/v1/rules", "application/json", json.writeValueAsString(rule))
        .path("id")
        .asInt(0);
  }

  public void endRule(int id) throws IOException, InterruptedException {
    ask("DELETE", "/api/v1/rules/" + id, "application/json", "");
  }

  /** Adds a channel as the API takes it; returns its id. */
  public int addChannel(Map<String, Object> channel) throws IOException, InterruptedException {
    return ask("POST", "/api/v1/channels", "application/json", json.writeValueAsString(channel))
        .path("id")
        .asInt(0);
  }

  public void removeChannel(int id) throws IOException, InterruptedException {
    ask("DELETE", "/api/v1/channels/" + id, "application/json", "");
  }

  public boolean knows(String device) throws IOException, InterruptedException {
    int status = send("GET", "/api/v1/devices/" + device, "application/json", "").statusCode();
    if (status != 200 && status != 404) {
      throw new LocalException("asking for device '" + device + "' was answered with " + status);
    }
    return status == 200;
  }

  /** A new token of a registered device; the one it had no longer works. */
  public String newToken(String device) throws IOException, InterruptedException {
    return ask("POST", "/api/v1/devices/" + device + "/token", "application/json", "")
        .path("token")
        .asString("");
  }

  /** Where the community is, {@code lon, lat}. */
  public double[] centre() throws IOException, InterruptedException {
    JsonNode centre = ask("GET", "/api/v1/place", "application/json", "").path("centre");
    return new double[] {centre.path(0).asDouble(0), centre.path(1).asDouble(0)};
  }

  private JsonNode ask(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = send(method, path, type, body);
    if (answer.statusCode() / 100 != 2) {
      throw new LocalException(
          method + " " + path + " was answered with " + answer.statusCode() + " " + answer.body());
    }
    try {
      return answer.body().isEmpty() ? json.createObjectNode() : json.readTree(answer.body());
    } catch (JacksonException notJson) {
      throw new LocalException(path + " did not answer with JSON", notJson);
    }
  }

  private HttpResponse<String> send(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + httpPort + path);
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .header("Accept", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (ConnectException away) {
      throw new LocalException("nobody answers at http://127.0.0.1:" + httpPort, away);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
