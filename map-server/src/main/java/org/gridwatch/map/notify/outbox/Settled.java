package org.gridwatch.map.notify.outbox;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.gridwatch.map.notify.channel.Breaker;
import org.gridwatch.map.notify.channel.Receipt;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Records how a try ended, and what follows from it. */
@Component
class Settled {
  static final String DOWN = "the channel is down";

  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final Outbox outbox;

  Settled(DataSource database, JdbcClient db, Outbox outbox) {
    this.db = db;
    this.outbox = outbox;
    transaction = new TransactionTemplate(new JdbcTransactionManager(database));
  }

  void after(Claims.Claim claim, Receipt receipt, Instant now) {
    transaction.executeWithoutResult(_ -> write(claim, receipt, now));
    outbox.wake();
  }

  private void write(Claims.Claim claim, Receipt receipt, Instant now) {
    var breaker = Breakers.lock(db, claim.line().id());
    var after = breaker.after(receipt, Claims.PATIENCE, now);
    Breakers.store(db, claim.line().id(), after);
    if (after instanceof Breaker.Closed && !(breaker instanceof Breaker.Closed)) {
      release(claim.line().id(), now);
    }
    var carrier = claim.carrier();
    int tries = carrier.tries() + 1;
    db.sql("update notice_try set ended_at = ?, receipt = ?, why = ? where notice_id = ? and n = ?")
        .params(Timestamp.from(now), word(receipt), why(receipt), carrier.id(), tries)
        .update();
    if (receipt instanceof Receipt.Refused refused && refused.about() == Receipt.About.GONE) {
      gone(carrier, now);
    }
    boolean otherWay = claim.notices().stream().anyMatch(one -> !one.rest().isEmpty());
    switch (Settling.of(receipt, tries, otherWay, carrier.queuedAt(), now)) {
      case Settling.Sent sent -> {
        end(carrier, tries, "sent", "", sent.providerId(), now);
        if (claim.line().traced() && !sent.providerId().isEmpty()) {
          askLater(carrier.id(), now.plus(Deliveries.FIRST));
        }
      }
      case Settling.Unknown unknown -> end(carrier, tries, "unknown", unknown.why(), "", now);
      case Settling.Again again -> again(carrier, tries, again);
      case Settling.Failed failed -> {
        if (end(carrier, tries, "failed", failed.why(), "", now)) {
          claim.notices().forEach(one -> goOn(one, now));
        }
      }
    }
  }

  /** It is up again. */
  private void release(int channel, Instant now) {
    db.sql("update notice set due_at = ? where channel_id = ? and state = 'queued' and why = ?")
        .params(Timestamp.from(now), channel, DOWN)
        .update();
  }

  /** It stays on the person's page, and nothing is sent there any more. */
  private void gone(NoticeRow carrier, Instant now) {
    db.sql(
            "update person_way set ended_at = ? where means = ? and address = ? and ended_at is null")
        .params(Timestamp.from(now), carrier.means(), carrier.address())
        .update();
  }

  private static String word(Receipt receipt) {
    return receipt.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static String why(Receipt receipt) {
    return switch (receipt) {
      case Receipt.Taken _ -> "";
      case Receipt.Refused refused -> refused.why();
      case Receipt.Later later -> later.why();
      case Receipt.Unknown unknown -> unknown.why();
    };
  }

  /** Unless another process has taken it over meanwhile, since this one was too slow. */
  private boolean end(
      NoticeRow carrier, int tries, String state, String why, String providerId, Instant now) {
    return db.sql(
                """
                update notice set state = ?, why = ?, provider_id = ?, ended_at = ?, lease_until = null
                 where id = ? and state = 'sending' and tries = ?
                """)
            .params(state, why, providerId, Timestamp.from(now), carrier.id(), tries)
            .update()
        == 1;
  }

  private void again(NoticeRow carrier, int tries, Settling.Again again) {
    db.sql(
            """
            update notice set state = 'queued', due_at = ?, why = ?, lease_until = null
             where id = ? and state = 'sending' and tries = ?
            """)
        .params(Timestamp.from(again.due()), again.why(), carrier.id(), tries)
        .update();
  }

  /**
   * The person's next way; if there is none and nobody else was told, the next step comes now, and
   * after the last one the control room.
   */
  private void goOn(NoticeRow failed, Instant now) {
    if (!stillWanted(failed)) {
      return;
    }
    if (outbox.otherWay(db, failed, gridCodes(failed.alertId()), now)) {
      return;
    }
    db.sql(
            """
            update escalation e set next_at = :now
             where e.alert_id = :alert and e.state = 'running' and e.round = :round
               and e.occasion <> 'digest' and coalesce(e.next_at > :now, true)
               and not exists (
                 select 1 from notice n left join notice c on c.id = n.folded_into
                  where n.alert_id = e.alert_id and n.round = e.round
                    and (n.person_id is not null or e.calls >= e.steps)
                    and coalesce(c.state, n.state) in ('queued', 'sending', 'sent', 'unknown'))
            """)
        .param("now", Timestamp.from(now))
        .param("alert", failed.alertId())
        .param("round", failed.round())
        .update();
  }

  /** Meanwhile somebody may have it, or it is over, or it began anew: then others are told. */
  private boolean stillWanted(NoticeRow failed) {
    return switch (failed.occasion()) {
      case CLEARED, HELP, DIGEST -> true;
      case RAISED, WORSE, REMINDER, HANDED_OVER, DRILL ->
          !db.sql(
                  """
                  select alert_id from escalation
                   where alert_id = ? and state = 'running' and round = ? for update
                  """)
              .params(failed.alertId(), failed.round())
              .query()
              .listOfRows()
              .isEmpty();
    };
  }

  private void askLater(long notice, Instant at) {
    db.sql("update notice set ask_at = ? where id = ? and state = 'sent'")
        .params(Timestamp.from(at), notice)
        .update();
  }

  /** The provider took it, and it never arrived: as if it had been refused. */
  void lost(long notice, String why, Instant now) {
    transaction.executeWithoutResult(_ -> lostNow(notice, why, now));
    outbox.wake();
  }

  private void lostNow(long notice, String why, Instant now) {
    boolean mine =
        db.sql(
                    """
                    update notice set state = 'failed', why = ?, ended_at = ?, ask_at = null
                     where id = ? and state = 'sent' and seen_at is null
                    """)
                .params(why, Timestamp.from(now), notice)
                .update()
            == 1;
    if (mine) {
      db.sql("select * from notice where (id = :id or folded_into = :id) and alert_id is not null")
          .param("id", notice)
          .query((row, _) -> NoticeRow.read(row, outbox.addresses(row.getString("rest"))))
          .list()
          .forEach(one -> goOn(one, now));
    }
  }

  private List<String> gridCodes(long alert) {
    return db.sql("select unnest(grid_codes) from alert where id = ?")
        .param(alert)
        .query(String.class)
        .list();
  }

  /** What waits for a channel that is there no more goes another way. */
  void giveUp(int channel, String why, Instant now) {
    transaction.executeWithoutResult(
        _ -> {
          var waiting =
              db.sql("select * from notice where channel_id = ? and state = 'queued' for update")
                  .param(channel)
                  .query((row, _) -> NoticeRow.read(row, outbox.addresses(row.getString("rest"))))
                  .list();
          for (NoticeRow one : waiting) {
            fail(one, why, now);
          }
        });
    outbox.wake();
  }

  /** In the caller's transaction. */
  void fail(NoticeRow one, String why, Instant now) {
    db.sql("update notice set state = 'failed', why = ?, ended_at = ? where id = ?")
        .params(why, Timestamp.from(now), one.id())
        .update();
    if (one.alertId() != 0) {
      goOn(one, now);
    }
  }
}
