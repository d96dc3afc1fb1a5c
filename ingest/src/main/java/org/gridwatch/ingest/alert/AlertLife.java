package org.gridwatch.ingest.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.gridwatch.ingest.alert.Alert.Acknowledged;
import org.gridwatch.ingest.alert.Alert.Judged;
import org.gridwatch.ingest.alert.Alert.Measured;
import org.gridwatch.ingest.alert.Alert.Origin;
import org.gridwatch.ingest.alert.Alert.Place;
import org.gridwatch.ingest.alert.Alert.Quiet;
import org.gridwatch.ingest.alert.Alert.Shelf;
import org.gridwatch.ingest.alert.Alert.Texts;
import org.gridwatch.ingest.alert.AlertEvent.What;
import org.gridwatch.ingest.alert.Outcome.Changed;
import org.gridwatch.ingest.alert.Outcome.Refused;
import org.gridwatch.ingest.alert.Outcome.Same;
import org.gridwatch.ingest.alert.Outcome.Why;
import org.gridwatch.ingest.rule.Evidence;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.ingest.rule.Transition;
import org.jspecify.annotations.Nullable;

/** The life of an alert. Pure: no clock, store or log. */
public final class AlertLife {
  /** Coming or going {@link #TURNS} times within this makes it chatter; so long a calm ends it. */
  public static final Duration RESTLESS = Duration.ofMinutes(10);

  public static final int TURNS = 3;

  private AlertLife() {}

  /**
   * A new one. Without evidence a person raises it.
   *
   * @param turns how often it came or went before, as an alert that is closed by now
   */
  static Changed raise(
      Origin origin,
      Place place,
      Texts texts,
      Severity severity,
      @Nullable Evidence evidence,
      int turns,
      String who,
      Instant now) {
    boolean chattering = turns + 1 >= TURNS;
    var standing = Standing.raised(severity, chattering, now);
    var alert =
        new Alert(
            0,
            origin,
            place,
            texts,
            measured(evidence, now),
            standing,
            Alert.Care.NONE,
            Quiet.NONE,
            0);
    var entries = new ArrayList<AlertEvent>();
    entries.add(
        entry(
            alert, What.RAISED, evidence, who, who.isEmpty() ? "" : texts.explanation().zh(), now));
    if (chattering) {
      entries.add(entry(alert, What.CHATTERING, null, "", "", now));
    }
    return new Changed(alert, entries);
  }

  private static Measured measured(@Nullable Evidence evidence, Instant now) {
    return evidence == null
        ? new Measured(now, Double.NaN, Double.NaN, 0, Double.NaN)
        : new Measured(
            evidence.takenAt(),
            evidence.value(),
            evidence.limit(),
            evidence.held().toMillis() / 1e3,
            evidence.value());
  }

  /** The alert as it is after this happened, and what its timeline says. */
  public static Outcome next(Alert was, Happening what, Instant now) {
    return switch (what) {
      case Happening.Breach breach -> breach(was, breach, now);
      case Happening.Repeat repeat -> repeat(was, repeat, now);
      case Happening.Calm calm -> calm(was, calm, now);
      case Happening.Acknowledge by -> acknowledge(was, by, now);
      case Happening.Assign by ->
          !was.open()
              ? new Refused(Why.CLOSED)
              : by.to().equals(was.care().assignedTo())
                  ? new Same()
                  : done(
                      was.with(was.care().assigned(by.to())),
                      What.ASSIGNED,
                      by.who(),
                      by.to(),
                      now);
      case Happening.Comment by -> done(was, What.COMMENTED, by.who(), by.words(), now);
      case Happening.Shelve by -> shelve(was, by, now);
      case Happening.Unshelve by ->
          was.care().shelf() == null
              ? new Refused(Why.NOT_SHELVED)
              : done(was.with(was.care().on(null)), What.UNSHELVED, by.who(), "", now);
      case Happening.Judge by ->
          done(
              was.with(was.care().with(new Judged(by.real(), by.who(), by.reason()))),
              by.real() ? What.JUDGED_REAL : What.JUDGED_FALSE,
              by.who(),
              by.reason(),
              now);
      case Happening.ClearByHand by -> clearByHand(was, by, now);
      case Happening.HoldBack by ->
          !was.active() || was.quiet().heldBackBy() != 0 || by.cause() == was.id()
              ? new Same()
              : done(
                  was.with(was.quiet().heldBackBy(by.cause())),
                  What.HELD_BACK,
                  "",
                  "#" + by.cause(),
                  now);
      case Happening.Release release ->
          was.quiet().heldBackBy() == 0
              ? new Same()
              : done(
                  was.with(was.quiet().heldBackBy(0)),
                  What.RELEASED,
                  "",
                  "#" + was.quiet().heldBackBy(),
                  now);
      case Happening.Silence by ->
          !was.active() || was.quiet().silencedBy() != 0
              ? new Same()
              : done(
                  was.with(was.quiet().silencedBy(by.work())), What.SILENCED, "", by.reason(), now);
      case Happening.SilenceOver over ->
          was.quiet().silencedBy() == 0
              ? new Same()
              : done(was.with(was.quiet().silencedBy(0)), What.SILENCE_OVER, "", "", now);
      case Happening.ShelfOver over ->
          was.care().shelf() == null || was.care().shelf().until().isAfter(now)
              ? new Same()
              : done(was.with(was.care().on(null)), What.UNSHELVED, "", "", now);
      case Happening.Settled settled -> settled(was, now);
      case Happening.Join join ->
          was.quiet().incidentId() == join.incident()
              ? new Same()
              : done(
                  was.with(was.quiet().in(join.incident())),
                  What.GROUPED,
                  "",
                  "#" + join.incident(),
                  now);
      case Happening.Leave leave -> new Changed(was.with(was.quiet().in(0)), List.of());
    };
  }

  // ---- what the rule says

  private static Outcome breach(Alert was, Happening.Breach breach, Instant now) {
    return switch (was.phase()) {
      case CLOSED -> new Same();
      case CLEARED ->
          turned(comeBack(was, breach), What.REOPENED, breach.evidence(), breach.turns(), now);
      case ACTIVE -> {
        if (was.standing().calmSince() != null) {
          yield turned(
              comeBack(was, breach), What.RECURRED, breach.evidence(), breach.turns(), now);
        }
        yield breach.severity() == was.severity()
            ? new Same()
            : stepped(worse(was, breach), breach.evidence(), now);
      }
    };
  }

  private static Changed stepped(Alert alert, Evidence evidence, Instant now) {
    return new Changed(alert, List.of(entry(alert, What.STEPPED, evidence, "", "", now)));
  }

  /** Active again, by the same rule at the same place. */
  private static Alert comeBack(Alert was, Happening.Breach breach) {
    return worse(was.with(was.standing().back()), breach);
  }

  private static Alert worse(Alert was, Happening.Breach breach) {
    var texts = was.texts();
    return newest(was, breach.evidence())
        .with(new Texts(texts.title(), breach.explanation(), texts.action()))
        .with(was.standing().at(breach.severity()));
  }

  private static Alert newest(Alert was, Evidence evidence) {
    var first = was.measured();
    return was.with(
        new Measured(
            first.takenAt(), first.value(), first.limit(), first.heldSeconds(), evidence.value()));
  }

  private static Outcome repeat(Alert was, Happening.Repeat repeat, Instant now) {
    if (!was.active()) {
      return new Same();
    }
    var alert = newest(was, repeat.evidence()).with(was.standing().repeated());
    return new Changed(alert, List.of(entry(alert, What.REPEATED, repeat.evidence(), "", "", now)));
  }

  private static Outcome calm(Alert was, Happening.Calm calm, Instant now) {
    if (!was.active() || was.standing().calmSince() != null) {
      return new Same();
    }
    var newest = newest(was, calm.evidence());
    // What a person changed is no chatter: the rule is gone or looks elsewhere, so it is over.
    boolean measured = calm.why() == Transition.Why.MEASURED;
    if (measured && (was.standing().chattering() || calm.turns() + 1 >= TURNS)) {
      return turned(
          newest.with(newest.standing().calm(now)),
          What.DAMPED,
          calm.evidence(),
          calm.turns(),
          now);
    }
    String why = measured ? "" : calm.why().name().toLowerCase(Locale.ROOT);
    return cleared(newest, calm.evidence(), "", why, now);
  }

  /** It came or went; often enough, it chatters from now on. */
  private static Changed turned(
      Alert alert, What what, Evidence evidence, int turnsBefore, Instant now) {
    boolean marked = !alert.standing().chattering() && turnsBefore + 1 >= TURNS;
    Alert after = marked ? alert.with(alert.standing().chattering(true)) : alert;
    var entries = new ArrayList<AlertEvent>();
    entries.add(entry(after, what, evidence, "", "", now));
    if (marked) {
      entries.add(entry(after, What.CHATTERING, null, "", "", now));
    }
    return new Changed(after, entries);
  }

  /** Ten minutes without coming or going: what is calm clears, what is not chatters no more. */
  private static Outcome settled(Alert was, Instant now) {
    if (!was.active() || !was.standing().chattering()) {
      return new Same();
    }
    Alert steady = was.with(was.standing().chattering(false));
    return was.standing().calmSince() == null
        ? done(steady, What.CALM, "", "", now)
        : cleared(steady, null, "", "", now);
  }

  /** Over; and closed as well if somebody knew of it, nobody was to, or it is GridWatch's own. */
  private static Changed cleared(
      Alert was, @Nullable Evidence evidence, String who, String words, Instant now) {
    Alert alert = was.with(was.standing().cleared(now));
    var entries = new ArrayList<AlertEvent>();
    entries.add(entry(alert, What.CLEARED, evidence, who, words, now));
    boolean seen = alert.care().acknowledged() != null;
    boolean quiet = alert.quiet().heldBackBy() != 0 || alert.quiet().silencedBy() != 0;
    boolean own = was.origin().drill() || was.origin().chain();
    return seen || quiet || own ? closed(alert, entries, now) : new Changed(alert, entries);
  }

  private static Changed closed(Alert was, List<AlertEvent> before, Instant now) {
    Alert alert = was.with(was.standing().closed(now));
    var entries = new ArrayList<>(before);
    entries.add(entry(alert, What.CLOSED, null, "", "", now));
    return new Changed(alert, entries);
  }

  // ---- what people do

  private static Outcome acknowledge(Alert was, Happening.Acknowledge by, Instant now) {
    if (!was.open()) {
      return new Refused(Why.CLOSED);
    }
    if (was.care().acknowledged() != null && !was.worseSinceAcknowledged()) {
      return new Same();
    }
    Alert alert = was.with(was.care().with(new Acknowledged(now, by.who(), was.severity())));
    var entries = List.of(entry(alert, What.ACKNOWLEDGED, null, by.who(), by.words(), now));
    if (was.active() && was.origin().drill()) {
      return drillAnswered(alert, entries, now);
    }
    return was.active() ? new Changed(alert, entries) : closed(alert, entries, now);
  }

  /** That is all that a drill wants to know. */
  private static Changed drillAnswered(Alert taken, List<AlertEvent> before, Instant now) {
    var over = cleared(taken, null, "", "", now);
    return new Changed(
        over.alert(), Stream.concat(before.stream(), over.entries().stream()).toList());
  }

  private static Outcome shelve(Alert was, Happening.Shelve by, Instant now) {
    if (!was.open()) {
      return new Refused(Why.CLOSED);
    }
    if (!by.until().isAfter(now)) {
      return new Refused(Why.PAST);
    }
    var shelf = new Shelf(by.until(), by.who(), by.reason());
    return done(was.with(was.care().on(shelf)), What.SHELVED, by.who(), by.reason(), now);
  }

  private static Outcome clearByHand(Alert was, Happening.ClearByHand by, Instant now) {
    if (!was.origin().byHand()) {
      return new Refused(Why.NOT_BY_HAND);
    }
    return switch (was.phase()) {
      case ACTIVE -> cleared(was, null, by.who(), by.words(), now);
      case CLEARED -> new Refused(Why.NOT_ACTIVE);
      case CLOSED -> new Refused(Why.CLOSED);
    };
  }

  // ---- pieces

  private static Changed done(Alert alert, What what, String who, String words, Instant now) {
    return new Changed(alert, List.of(entry(alert, what, null, who, words, now)));
  }

  private static AlertEvent entry(
      Alert alert, What what, @Nullable Evidence evidence, String who, String words, Instant now) {
    return evidence == null
        ? new AlertEvent(now, what, alert.severity(), "", Double.NaN, Double.NaN, null, who, words)
        : new AlertEvent(
            now,
            what,
            alert.severity(),
            evidence.what(),
            evidence.value(),
            evidence.limit(),
            evidence.takenAt(),
            who,
            words);
  }
}
