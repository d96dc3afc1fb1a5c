package org.gridwatch.map.notify.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.gridwatch.map.notify.channel.Breaker;
import org.gridwatch.map.notify.channel.Limits;
import org.gridwatch.map.notify.channel.SettingsJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The channels as the API says them: what they are, and how they fare. */
@Component
class ChannelRows {
  private static final Duration LATELY = Duration.ofDays(1);

  /** What was longer ago is not looked for. */
  private static final Duration REMEMBERED = Duration.ofDays(7);

  /**
   * One channel.
   *
   * @param means by which people's ways it is used
   * @param breaker {@code closed}: it is up; {@code open}: it rests; {@code trial}: one message is
   *     finding out
   * @param downUntil it has failed too often and rests; null: it is up
   * @param failures in a row, while it is up
   * @param sent in the last day; likewise {@code failing}, of what was tried
   * @param lastSentAt in the last seven days; null: nothing was; likewise the trouble
   * @param lastTrouble what the provider said; empty: there was none
   */
  record Row(
      int id,
      String name,
      String means,
      JsonNode settings,
      @Nullable String grid,
      @Nullable String controlRoom,
      boolean enabled,
      List<Rate> limits,
      String breaker,
      @Nullable Instant downUntil,
      int failures,
      long waiting,
      long sent,
      long failing,
      @Nullable Instant lastSentAt,
      @Nullable Instant lastTroubleAt,
      String lastTrouble) {}

  /**
   * At most so many in any stretch of that length.
   *
   * @param reserve how many of them only red and orange may use
   * @param each to each receiver, not to all together
   */
  record Rate(int most, long seconds, int reserve, boolean each) {}

  private final ChannelBook channels;
  private final JdbcClient db;
  private final JsonMapper json;
  private final Clock clock;

  ChannelRows(ChannelBook channels, JdbcClient db, JsonMapper json, Clock clock) {
    this.channels = channels;
    this.db = db;
    this.json = json;
    this.clock = clock;
  }

  List<Row> all() {
    return channels.all().stream().map(this::of).toList();
  }

  Row of(ChannelBook.Line line) {
    var now = clock.instant();
    return db.sql(
            """
            select c.failures, c.open_until, c.trial_until,
                   (select count(*) from notice n where n.channel_id = c.id and n.state in ('queued', 'sending')) as waiting,
                   (select count(*) from notice_try t where t.channel_id = c.id and t.receipt = 'taken'
                       and t.began_at > :lately) as sent,
                   (select count(*) from notice_try t where t.channel_id = c.id and t.receipt <> 'taken'
                       and t.began_at > :lately) as failing,
                   (select t.ended_at from notice_try t where t.channel_id = c.id and t.receipt = 'taken'
                       and t.began_at > :remembered order by t.began_at desc limit 1) as sent_at,
                   trouble.ended_at as trouble_at, coalesce(trouble.why, '') as trouble
              from channel c left join lateral (
                   select t.ended_at, t.why from notice_try t where t.channel_id = c.id and t.receipt <> 'taken'
                      and t.began_at > :remembered order by t.began_at desc limit 1) trouble on true
             where c.id = :id
            """)
        .param("id", line.id())
        .param("lately", Timestamp.from(now.minus(LATELY)))
        .param("remembered", Timestamp.from(now.minus(REMEMBERED)))
        .query((row, _) -> row(line, row, now))
        .single();
  }

  private Row row(ChannelBook.Line line, ResultSet row, Instant now) throws SQLException {
    var breaker =
        Breakers.of(
            row.getInt("failures"),
            NoticeRow.instant(row, "open_until"),
            NoticeRow.instant(row, "trial_until"));
    var waits = breaker.waits(now);
    return new Row(
        line.id(),
        line.name(),
        line.means(),
        json.readTree(SettingsJson.write(line.settings().withoutSecrets())),
        line.grid(),
        line.controlRoom(),
        line.enabled(),
        rates(channels.open(line).limits()),
        word(breaker),
        waits.isZero() ? null : now.plus(waits),
        row.getInt("failures"),
        row.getLong("waiting"),
        row.getLong("sent"),
        row.getLong("failing"),
        NoticeRow.instant(row, "sent_at"),
        NoticeRow.instant(row, "trouble_at"),
        row.getString("trouble"));
  }

  private static String word(Breaker breaker) {
    return switch (breaker) {
      case Breaker.Closed _ -> "closed";
      case Breaker.Open _ -> "open";
      case Breaker.HalfOpen _ -> "trial";
    };
  }

  private static List<Rate> rates(Limits limits) {
    return Stream.concat(
            limits.all().stream().map(rate -> rate(rate, false)),
            limits.perReceiver().stream().map(rate -> rate(rate, true)))
        .toList();
  }

  private static Rate rate(Limits.Rate rate, boolean each) {
    return new Rate(rate.most(), rate.per().toSeconds(), rate.reserve(), each);
  }
}
