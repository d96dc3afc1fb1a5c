package org.gridwatch.map.notify.outbox;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.gridwatch.map.notify.channel.Delivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Asks providers whether what they took has arrived: an SMS to a number that is off the net is
 * taken without a word, and then the next one has to be told.
 */
@Component
class Deliveries implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  static final Duration FIRST = Duration.ofSeconds(10);

  /** After the first question, each from the one before; then it stays at "sent". */
  private static final List<Duration> AGAIN =
      List.of(
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(3),
          Duration.ofMinutes(10),
          Duration.ofMinutes(45));

  /** Longer than an answer takes: whoever asks has it to themselves. */
  private static final Duration LEASE = Duration.ofMinutes(1);

  private static final int MOST_AT_ONCE = 50;

  private record Asked(long id, int channel, int asked, Delivery.Sent sent) {}

  private final JdbcClient db;
  private final ChannelBook channels;
  private final Settled settled;
  private final Clock clock;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("deliveries").factory());
  private final ExecutorService errands = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean running;
  private boolean failing;

  Deliveries(JdbcClient db, ChannelBook channels, Settled settled, Clock clock) {
    this.db = db;
    this.channels = channels;
    this.settled = settled;
    this.clock = clock;
  }

  @Override
  public void start() {
    running = true;
    var unused = watch.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  /** A named boundary: whatever fails now is tried again at the next look, and said once. */
  private void look() {
    try {
      due(clock.instant()).forEach(one -> errands.execute(() -> tryToAsk(one)));
      failing = false;
    } catch (RuntimeException e) {
      if (!failing && running) {
        LOG.warn("providers wait to be asked what has arrived: {}", e.getMessage(), e);
      }
      failing = true;
    }
  }

  /** Whatever goes wrong with one, it is asked for again when its lease is over. */
  private void tryToAsk(Asked one) {
    try {
      ask(one);
    } catch (RuntimeException e) {
      LOG.warn("what became of notice {} stays unknown for now: {}", one.id, e.getMessage(), e);
    }
  }

  private List<Asked> due(Instant now) {
    return db.sql(
            """
            update notice set ask_at = :later, asked = asked + 1 where id in (
              select id from notice where ask_at <= :now order by ask_at limit :most
                 for update skip locked)
            returning id, channel_id, asked, provider_id, address,
              (select t.began_at from notice_try t where t.notice_id = id and t.n = tries) as began_at
            """)
        .param("later", Timestamp.from(now.plus(LEASE)))
        .param("now", Timestamp.from(now))
        .param("most", MOST_AT_ONCE)
        .query(
            (row, _) ->
                new Asked(
                    row.getLong("id"),
                    row.getInt("channel_id"),
                    row.getInt("asked"),
                    new Delivery.Sent(
                        row.getString("provider_id"),
                        row.getString("address"),
                        row.getTimestamp("began_at").toInstant())))
        .list();
  }

  private void ask(Asked one) {
    var delivery =
        channels
            .one(one.channel)
            .map(line -> channels.open(line).trace(one.sent))
            .orElseGet(Delivery.Pending::new);
    var now = clock.instant();
    switch (delivery) {
      case Delivery.Arrived _ -> arrived(one, now);
      case Delivery.Lost lost -> settled.lost(one.id, lost.why(), now);
      case Delivery.Pending _ -> again(one, now);
    }
  }

  private void arrived(Asked one, Instant now) {
    db.sql(
            """
            update notice set delivered_at = coalesce(delivered_at, ?), ask_at = null
             where id = ? and state = 'sent'
            """)
        .params(Timestamp.from(now), one.id)
        .update();
  }

  private void again(Asked one, Instant now) {
    var next = one.asked <= AGAIN.size() ? now.plus(AGAIN.get(one.asked - 1)) : null;
    db.sql("update notice set ask_at = ? where id = ? and asked = ? and state = 'sent'")
        .param(next == null ? null : Timestamp.from(next))
        .param(one.id)
        .param(one.asked)
        .update();
  }

  @Override
  public void stop() {
    running = false;
    watch.shutdownNow();
    errands.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
