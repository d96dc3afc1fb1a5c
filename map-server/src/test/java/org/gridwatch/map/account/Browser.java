package org.gridwatch.map.account;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Talks to the server as the page does: cookies kept, the CSRF cookie repeated in the header. */
public final class Browser {
  private final String base;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
  private boolean repeatsCsrf = true;

  public Browser(int port) {
    this.base = "http://localhost:" + port;
  }

  public Browser signIn(String name, String password) {
    get("/api/v1/me"); // brings the CSRF cookie
    var answer = trySignIn(name, password);
    if (answer.statusCode() != 204) {
      throw new AssertionError("sign-in answered " + answer.statusCode() + " " + answer.body());
    }
    return this;
  }

  public HttpResponse<String> trySignIn(String name, String password) {
    return send(
        "POST", "/api/v1/session", "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}");
  }

  /** From now on like a page of another site, which cannot read our cookie. */
  public Browser withoutCsrf() {
    repeatsCsrf = false;
    return this;
  }

  public Optional<String> cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst();
  }

  public HttpResponse<String> get(String path) {
    return send("GET", path, null);
  }

  public HttpResponse<String> get(String path, String header, String value) {
    return send(HttpRequest.newBuilder(URI.create(base + path)).header(header, value).build());
  }

  public HttpResponse<String> send(String method, String path, @Nullable String body) {
    var request = HttpRequest.newBuilder(URI.create(base + path));
    request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (repeatsCsrf) {
      cookie("XSRF-TOKEN").ifPresent(token -> request.header("X-XSRF-TOKEN", token));
    }
    return send(request.build());
  }

  /** A file, as the page sends one. */
  public HttpResponse<String> post(String path, String type, byte[] file) {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(file));
    cookie("XSRF-TOKEN").ifPresent(token -> request.header("X-XSRF-TOKEN", token));
    return send(request.build());
  }

  /** Bytes, such as a picture; or, with another handler, an answer that never ends. */
  public <T> HttpResponse<T> get(String path, HttpResponse.BodyHandler<T> as) {
    try {
      return http.send(HttpRequest.newBuilder(URI.create(base + path)).build(), as);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
