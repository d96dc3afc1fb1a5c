package org.gridwatch.map.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The origin of the configured background tiles, as the database has it, re-read every 5 s. */
@Component
class TileHost {
  private static final Duration FRESH = Duration.ofSeconds(5);

  private record Known(String origin, Instant until) {}

  private final JdbcClient db;
  private final Clock clock;
  private volatile Known known = new Known("", Instant.MIN);

  TileHost(JdbcClient db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  /** Empty: no such tiles. While the database is away the last answer stays. */
  String origin() {
    var now = clock.instant();
    var was = known;
    if (!now.isBefore(was.until)) {
      known = was = new Known(read(was.origin), now.plus(FRESH));
    }
    return was.origin;
  }

  private String read(String before) {
    try {
      return db.sql("select value ->> 'url' from setting where name = 'tileLayer'")
          .query(String.class)
          .optional()
          .map(TileHost::originOf)
          .orElse("");
    } catch (org.springframework.dao.DataAccessException away) {
      return before;
    }
  }

  /** {@code https://t{0-7}.tiles.example/...} becomes {@code https://*.tiles.example}. */
  static String originOf(String template) {
    var match =
        java.util.regex.Pattern.compile("(https?)://([A-Za-z0-9.{}-]+)(:[0-9]+)?/.*")
            .matcher(template);
    if (!match.matches()) {
      return "";
    }
    var host = match.group(2).replaceFirst("^[^.]*\\{[^}]*}[^.]*\\.", "*.");
    if (host.contains("{") || host.contains("}")) {
      return "";
    }
    return match.group(1) + "://" + host + (match.group(3) == null ? "" : match.group(3));
  }
}
