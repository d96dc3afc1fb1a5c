package org.gridwatch.map.notify.outbox;

import java.sql.Timestamp;
import java.time.Instant;
import org.gridwatch.map.notify.channel.Breaker;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether a channel is up, as all processes know it. */
final class Breakers {
  private Breakers() {}

  /**
   * Nobody else claims or settles for this channel until the transaction ends; who queues a notice
   * for it does not wait.
   */
  static Breaker lock(JdbcClient db, int channel) {
    return db.sql(
            "select failures, open_until, trial_until from channel where id = ? for no key update")
        .param(channel)
        .query(
            (row, _) ->
                of(
                    row.getInt("failures"),
                    NoticeRow.instant(row, "open_until"),
                    NoticeRow.instant(row, "trial_until")))
        .single();
  }

  static Breaker of(int failures, @Nullable Instant open, @Nullable Instant trial) {
    if (trial != null) {
      return new Breaker.HalfOpen(trial);
    }
    return open != null ? new Breaker.Open(open) : new Breaker.Closed(failures);
  }

  static void store(JdbcClient db, int channel, Breaker breaker) {
    db.sql("update channel set failures = ?, open_until = ?, trial_until = ? where id = ?")
        .param(breaker instanceof Breaker.Closed closed ? closed.failures() : 0)
        .param(breaker instanceof Breaker.Open open ? Timestamp.from(open.until()) : null)
        .param(breaker instanceof Breaker.HalfOpen trial ? Timestamp.from(trial.until()) : null)
        .param(channel)
        .update();
  }
}
