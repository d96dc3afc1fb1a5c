package org.gridwatch.map.notify.tap;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import org.gridwatch.ingest.alert.Alerts;
import org.gridwatch.ingest.alert.Answer;
import org.gridwatch.ingest.alert.Happening;
import org.gridwatch.ingest.alert.Happening.ByPerson;
import org.gridwatch.map.account.AuditLog;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.notify.tap.LinkRefused.Why;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the buttons do. A press may come twice: from a nervous finger, or sent again because its
 * answer was lost. The second adds nothing, which the timeline itself decides; so within a process
 * they go one after the other. Threads: any.
 */
@Component
class Presses {
  static final String ON_SITE = "已到现场 / On site";
  static final String HELP = "请求支援 / Needs help";

  /** What somebody says again later than this, they mean. */
  private static final Duration SAME_WORDS = Duration.ofMinutes(10);

  /** Nobody has come: who calls for help again is heard again soon. */
  private static final Duration SAME_CALL = Duration.ofMinutes(1);

  private static final int LONGEST_NOTE = 1_000;
  private static final int LONGEST_REASON = 300;

  /** What may come with a press. */
  record Form(@Nullable String words, @Nullable String reason) {}

  private final Alerts alerts;
  private final SpotPhotos photos;
  private final Urgency urgency;
  private final AuditLog audit;
  private final JdbcClient db;
  private final InstantSource clock;

  Presses(
      Alerts alerts,
      SpotPhotos photos,
      Urgency urgency,
      AuditLog audit,
      JdbcClient db,
      InstantSource clock) {
    this.alerts = alerts;
    this.photos = photos;
    this.urgency = urgency;
    this.audit = audit;
    this.db = db;
    this.clock = clock;
  }

  synchronized void take(Press press, Visit visit, Form form) {
    boolean changed =
        switch (press) {
          case ACKNOWLEDGE -> acknowledge(visit);
          case ON_SITE -> acknowledge(visit) | say(visit, ON_SITE, SAME_WORDS);
          case FALSE_ALARM -> falseAlarm(visit, given("reason", form.reason, LONGEST_REASON));
          case HELP -> callHelp(visit);
          case SEEN -> {
            seen(visit);
            yield false;
          }
          case DELIVERED -> {
            delivered(visit);
            yield false;
          }
          case NOTE -> say(visit, given("words", form.words, LONGEST_NOTE), SAME_WORDS);
        };
    if (changed) {
      note(visit, press.word());
    }
  }

  /**
   * @param jpeg as {@link Picture} made it
   * @param sent by which the same photo is known when it comes again
   */
  synchronized int keep(Visit visit, byte[] sent, byte[] jpeg) {
    var kept = photos.keep(visit.alert().id(), visit.name(), sent, jpeg, clock.instant());
    if (kept.isNew()) {
      int n = kept.n();
      act(visit, new Happening.Comment(visit.name(), "现场照片 " + n + " / Photo " + n));
      note(visit, "photo");
    }
    return kept.n();
  }

  /** The messages that were sent to this person about this alert; no more is known of it. */
  private void seen(Visit visit) {
    if (visit.actor() instanceof Visit.Actor.Person person) {
      db.sql(
              """
              update notice set seen_at = ?
               where alert_id = ? and person_id = ? and seen_at is null
                 and state in ('sent', 'unknown', 'sending')
              """)
          .params(clock.instant().atOffset(ZoneOffset.UTC), visit.alert().id(), person.id())
          .update();
    }
  }

  private void delivered(Visit visit) {
    if (visit.actor() instanceof Visit.Actor.Person person) {
      db.sql(
              """
              update notice set delivered_at = ?
               where alert_id = ? and person_id = ? and means = 'push' and delivered_at is null
                 and state in ('sent', 'unknown', 'sending')
              """)
          .params(clock.instant().atOffset(ZoneOffset.UTC), visit.alert().id(), person.id())
          .update();
    }
  }

  /** Of an alert that somebody has already, or that is closed, there is nothing to take on. */
  private boolean acknowledge(Visit visit) {
    return act(visit, new Happening.Acknowledge(visit.name(), ""));
  }

  private boolean falseAlarm(Visit visit, String reason) {
    boolean taken = acknowledge(visit);
    var judged = visit.alert().care().judged();
    boolean same =
        judged != null
            && !judged.real()
            && judged.by().equals(visit.name())
            && judged.reason().equals(reason);
    return taken | (!same && act(visit, new Happening.Judge(visit.name(), false, reason)));
  }

  /** Told first and written then: what is told twice does less harm than what is told to nobody. */
  private boolean callHelp(Visit visit) {
    if (said(visit, HELP, SAME_CALL)) {
      return false;
    }
    if (!urgency.escalateNow(visit.alert().id(), visit.name())) {
      throw new LinkRefused(Why.NOBODY_TO_CALL);
    }
    return act(visit, new Happening.Comment(visit.name(), HELP));
  }

  private boolean say(Visit visit, String words, Duration same) {
    return !said(visit, words, same) && act(visit, new Happening.Comment(visit.name(), words));
  }

  private boolean said(Visit visit, String words, Duration within) {
    return db.sql(
            """
            select exists (select from alert_event
                            where alert_id = :alert and what = 'commented' and who = :who
                              and words = :words and at > :since)
            """)
        .param("alert", visit.alert().id())
        .param("who", visit.name())
        .param("words", words)
        .param("since", clock.instant().minus(within).atOffset(ZoneOffset.UTC))
        .query(Boolean.class)
        .single();
  }

  /** Whether it changed anything. */
  private boolean act(Visit visit, ByPerson what) {
    return switch (alerts.act(visit.alert().id(), what, clock.instant())) {
      case Answer.Done done -> true;
      case Answer.Same same -> false;
      case Answer.Refused refused -> false;
      case Answer.Unknown unknown -> throw new LinkRefused(Why.UNKNOWN);
    };
  }

  private void note(Visit visit, String what) {
    audit.write(
        visit.auditName(),
        "tap." + what,
        Long.toString(visit.alert().id()),
        Map.of("name", visit.name()));
  }

  private static String given(String field, @Nullable String text, int most) {
    String stripped = text == null ? "" : printable(text).strip();
    if (stripped.isEmpty()) {
      throw new BadInput(field, text, field + " must be given");
    }
    if (stripped.length() > most) {
      throw new BadInput(
          field,
          stripped,
          field + " must have 1.." + most + " characters, had " + stripped.length());
    }
    return stripped;
  }

  /** Without control characters and halves of characters, which the database does not take. */
  private static String printable(String text) {
    return text.codePoints()
        .filter(c -> c >= ' ' || c == '\n' || c == '\t')
        .filter(c -> c < 0xD800 || c > 0xDFFF)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
