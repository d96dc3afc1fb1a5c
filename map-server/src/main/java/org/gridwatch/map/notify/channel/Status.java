package org.gridwatch.map.notify.channel;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.gridwatch.map.notify.channel.Receipt.About;
import org.gridwatch.map.notify.channel.Web.Outcome.Answered;

/** What an HTTP status says by itself. Pure. */
final class Status {
  private static final Duration RETRY = Duration.ofSeconds(30);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(24);

  private Status() {}

  static boolean good(Answered answer) {
    return answer.status() >= 200 && answer.status() < 300;
  }

  /** For an answer that is not {@link #good}. */
  static Receipt failure(Answered answer, Instant now) {
    int status = answer.status();
    String why = "HTTP " + status;
    return switch (status) {
      case 429 -> new Receipt.Later(why, wait(answer, MINUTE, now), About.CHANNEL);
      case 504 -> new Receipt.Unknown(why); // a gateway that got no answer: it may have arrived
      case 408, 425 -> new Receipt.Later(why, RETRY, About.CHANNEL);
      case 400, 413, 415, 422 -> new Receipt.Refused(why, About.PARCEL);
      default ->
          status >= 400 && status < 500
              ? new Receipt.Refused(why, About.CHANNEL)
              : new Receipt.Later(why, wait(answer, RETRY, now), About.CHANNEL);
    };
  }

  /** Retry-After: seconds or a date; what cannot be read or is beyond reason is the usual wait. */
  private static Duration wait(Answered answer, Duration usual, Instant now) {
    return answer
        .retryAfter()
        .flatMap(text -> parse(text.strip(), now))
        .filter(Duration::isPositive)
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait)
        .orElse(usual);
  }

  private static Optional<Duration> parse(String text, Instant now) {
    if (text.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      var until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(Duration.between(now, until.toInstant()));
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }
}
