package org.gridwatch.map.notify.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.gridwatch.map.notify.channel.Breaker;
import org.gridwatch.map.notify.channel.Limits;
import org.gridwatch.map.notify.message.Occasion;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes what may go out through a channel now. Whoever claims holds the channel's row: any number
 * of processes keep to one allowance, and none sends what another has taken.
 */
@Component
class Claims {
  /** Longer than the longest answer takes; whoever has not said how it went by then is dead. */
  static final Duration LEASE = Duration.ofSeconds(60);

  static final Breaker.Patience PATIENCE = Breaker.Patience.DEFAULT;
  private static final int MOST_WAITING = 500;

  /**
   * One message to be sent.
   *
   * @param carrier what is sent: a notice, or one that carries others
   * @param notices what it tells of
   */
  record Claim(ChannelBook.Line line, NoticeRow carrier, List<NoticeRow> notices) {}

  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final Outbox outbox;
  private final Settled settled;

  Claims(DataSource database, JdbcClient db, Outbox outbox, Settled settled) {
    this.db = db;
    this.outbox = outbox;
    this.settled = settled;
    transaction = new TransactionTemplate(new JdbcTransactionManager(database));
  }

  /** Which have something to send now. */
  List<Integer> channelsWithWork(Instant now) {
    return db.sql(
            """
            select distinct channel_id from notice
             where (state = 'queued' and due_at <= :now) or (state = 'sending' and lease_until <= :now)
            """)
        .param("now", Timestamp.from(now))
        .query(Integer.class)
        .list();
  }

  /** At most so many messages. */
  List<Claim> claim(ChannelBook.Line line, Limits limits, int most, Instant now) {
    return Objects.requireNonNull(transaction.execute(_ -> claimNow(line, limits, most, now)));
  }

  private List<Claim> claimNow(ChannelBook.Line line, Limits limits, int most, Instant now) {
    var breaker = Breakers.lock(db, line.id());
    if (most < 1) {
      return List.of();
    }
    var waiting = waiting(line.id(), now);
    if (!breaker.waits(now).isZero()) {
      rest(waiting, now.plus(breaker.waits(now)), now);
      return List.of();
    }
    if (waiting.isEmpty()) {
      return List.of();
    }
    var byId = waiting.stream().collect(Collectors.toMap(NoticeRow::id, Function.identity()));
    var drills = drills(byId.keySet());
    var ruling =
        Folding.of(
            waiting.stream().map(row -> waiting(line, row, drills)).toList(),
            limits,
            sent(line.id(), limits, now),
            now);
    postpone(ruling.until());
    boolean trial = !(breaker instanceof Breaker.Closed);
    var claims = new ArrayList<Claim>();
    for (var message : ruling.go().stream().limit(trial ? 1 : most).toList()) {
      var notices =
          message.stream().map(one -> Objects.requireNonNull(byId.get(one.id()))).toList();
      claims.add(take(line, notices, now));
    }
    if (!claims.isEmpty()) {
      Breakers.store(db, line.id(), breaker.begin(PATIENCE, now));
    }
    return claims;
  }

  /** Whoever can be reached otherwise is; the others wait until the channel is tried again. */
  private void rest(List<NoticeRow> waiting, Instant until, Instant now) {
    for (NoticeRow one : waiting) {
      if (one.rest().isEmpty()) {
        db.sql("update notice set state = 'queued', due_at = ?, why = ? where id = ?")
            .params(Timestamp.from(until), Settled.DOWN, one.id())
            .update();
      } else {
        settled.fail(one, Settled.DOWN, now);
      }
    }
  }

  private List<NoticeRow> waiting(int channel, Instant now) {
    return db.sql(
            """
            select * from notice
             where channel_id = :channel
               and ((state = 'queued' and due_at <= :now) or (state = 'sending' and lease_until <= :now))
             order by array_position(array['red', 'orange', 'yellow', 'blue'], severity), queued_at, id
             limit :most
             for update
            """)
        .param("channel", channel)
        .param("now", Timestamp.from(now))
        .param("most", MOST_WAITING)
        .query((row, _) -> NoticeRow.read(row, outbox.addresses(row.getString("rest"))))
        .list();
  }

  /** Which of these are about drills. */
  private Set<Long> drills(Collection<Long> notices) {
    return Set.copyOf(
        db.sql(
                """
                select n.id from notice n join alert a on a.id = n.alert_id
                 where n.id = any(?) and starts_with(a.subject, 'drill:')
                """)
            .param(notices.toArray(Long[]::new))
            .query(Long.class)
            .list());
  }

  private static Folding.Waiting waiting(ChannelBook.Line line, NoticeRow row, Set<Long> drills) {
    return new Folding.Waiting(
        row.id(),
        row.alertId(),
        drills.contains(row.id()),
        row.occasion(),
        row.severity(),
        receiver(line, row),
        row.queuedAt());
  }

  /** Whose allowance it uses up. */
  private static String receiver(ChannelBook.Line line, NoticeRow row) {
    return line.shared() ? "" : row.address();
  }

  private List<Folding.Sent> sent(int channel, Limits limits, Instant now) {
    var longest =
        Stream.concat(limits.all().stream(), limits.perReceiver().stream())
            .map(Limits.Rate::per)
            .reduce(Folding.STORM, (one, other) -> one.compareTo(other) > 0 ? one : other);
    return db.sql("select receiver, began_at from notice_try where channel_id = ? and began_at > ?")
        .params(channel, Timestamp.from(now.minus(longest)))
        .query(Claims::sent)
        .list();
  }

  private static Folding.Sent sent(ResultSet row, int number) throws SQLException {
    return new Folding.Sent(row.getString("receiver"), row.getTimestamp("began_at").toInstant());
  }

  private void postpone(Map<Long, Instant> wait) {
    wait.forEach(
        (id, until) ->
            db.sql("update notice set state = 'queued', due_at = ? where id = ?")
                .params(Timestamp.from(until), id)
                .update());
  }

  private Claim take(ChannelBook.Line line, List<NoticeRow> notices, Instant now) {
    var first = notices.getFirst();
    var told =
        notices.stream()
            .flatMap(one -> one.alertId() == 0 ? carried(one).stream() : Stream.of(one))
            .toList();
    var carrier = notices.size() == 1 ? first : carrierOf(line, notices, now);
    db.sql("update notice set state = 'sending', tries = tries + 1, lease_until = ? where id = ?")
        .params(Timestamp.from(now.plus(LEASE)), carrier.id())
        .update();
    db.sql(
            "insert into notice_try (notice_id, n, channel_id, receiver, began_at) values (?, ?, ?, ?, ?)")
        .params(
            carrier.id(),
            carrier.tries() + 1,
            line.id(),
            receiver(line, carrier),
            Timestamp.from(now))
        .update();
    return new Claim(line, carrier, told);
  }

  /** Tried again: what it carried at first. */
  private List<NoticeRow> carried(NoticeRow carrier) {
    return db.sql("select * from notice where folded_into = ? and alert_id is not null order by id")
        .param(carrier.id())
        .query((row, _) -> NoticeRow.read(row, outbox.addresses(row.getString("rest"))))
        .list();
  }

  /** The most urgent comes first, and its severity is the message's. */
  private NoticeRow carrierOf(ChannelBook.Line line, List<NoticeRow> notices, Instant now) {
    var first = notices.getFirst();
    boolean digest = notices.stream().allMatch(one -> one.occasion() == Occasion.DIGEST);
    long id =
        db.sql(
                """
                insert into notice (key, alert_id, occasion, severity, round, target, person_id, means,
                                    address, channel_id, state, queued_at, due_at)
                values (?, null, ?, ?, 0, '', ?, ?, ?, ?, 'sending', ?, ?) returning id
                """)
            .param("together-" + first.id() + "-" + first.tries())
            .param(digest ? "digest" : first.occasion().label())
            .param(first.severity().label())
            .param(first.personId() == 0 || line.shared() ? null : first.personId())
            .param(first.means())
            .param(line.shared() ? "" : first.address())
            .param(line.id())
            .param(Timestamp.from(first.queuedAt()))
            .param(Timestamp.from(now))
            .query(Long.class)
            .single();
    var ids = notices.stream().map(NoticeRow::id).toArray(Long[]::new);
    db.sql("update notice set folded_into = ? where folded_into = any(?)").params(id, ids).update();
    db.sql(
            "update notice set state = 'folded', folded_into = ?, lease_until = null where id = any(?)")
        .params(id, ids)
        .update();
    return db.sql("select * from notice where id = ?")
        .param(id)
        .query((row, _) -> NoticeRow.read(row, List.of()))
        .single();
  }
}
