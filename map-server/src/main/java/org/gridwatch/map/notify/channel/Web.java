package org.gridwatch.map.notify.channel;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.gridwatch.map.notify.channel.Receipt.About;
import org.jspecify.annotations.Nullable;

/**
 * Posts to providers over HTTP. Redirects are not followed: a signed message goes where it was
 * meant to.
 */
final class Web implements AutoCloseable {
  private static final long MOST_ANSWER_BYTES = 65_536;
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final HttpClient client;
  private final Timeouts timeouts;

  /** What came of a request. */
  sealed interface Outcome {
    record Answered(int status, String body, Optional<String> retryAfter, Optional<String> location)
        implements Outcome {}

    /** There is no answer to read, and this is what it means. */
    record Ended(Receipt receipt) implements Outcome {}
  }

  Web(Timeouts timeouts) {
    this.timeouts = timeouts;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeouts.connect())
            .proxy(ProxySelector.getDefault())
            .build();
  }

  Outcome post(HttpRequest.Builder request) {
    var answer =
        client.sendAsync(
            request.timeout(timeouts.both()).build(),
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_ANSWER_BYTES));
    try { // the client's own time-out ends with the headers; ours holds for the whole answer
      return answered(answer.get(timeouts.both().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException silent) {
      answer.cancel(true);
      return new Outcome.Ended(new Receipt.Unknown(timeouts.noAnswer()));
    } catch (ExecutionException failed) {
      return new Outcome.Ended(failed(failed.getCause()));
    } catch (InterruptedException stopped) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return new Outcome.Ended(new Receipt.Unknown("stopped while waiting for the answer"));
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private static Outcome answered(HttpResponse<byte[]> response) {
    return new Outcome.Answered(
        response.statusCode(),
        new String(response.body(), StandardCharsets.UTF_8),
        response.headers().firstValue("Retry-After"),
        response.headers().firstValue("Location"));
  }

  /** Never quotes the exception: it may name the address, and with it a key. */
  private Receipt failed(@Nullable Throwable cause) {
    return switch (cause) {
      case HttpConnectTimeoutException _ -> unreached(timeouts.noConnection());
      case SSLHandshakeException _ -> unreached("its TLS certificate is not trusted");
      case ConnectException refused ->
          unreached(
              refused.getCause() instanceof UnresolvedAddressException
                  ? "its host name is unknown"
                  : "the connection is refused");
      case UnknownHostException _ -> unreached("its host name is unknown");
      case HttpTimeoutException _ -> new Receipt.Unknown(timeouts.noAnswer());
      case IOException _ -> new Receipt.Unknown("the connection broke before an answer");
      case null -> new Receipt.Unknown("no answer that can be read");
      default -> new Receipt.Unknown("no answer that can be read");
    };
  }

  private static Receipt unreached(String why) {
    return new Receipt.Later(why, RETRY, About.CHANNEL);
  }
}
