package org.gridwatch.map.notify.escalate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.duty.Roster;
import org.gridwatch.map.notify.duty.Rosters;
import org.gridwatch.map.notify.duty.Way;
import org.gridwatch.map.notify.message.Occasion;
import org.gridwatch.map.notify.outbox.Outbox;
import org.gridwatch.map.notify.outbox.Wanted;
import org.gridwatch.map.notify.route.Plan;
import org.gridwatch.map.notify.route.Policies;
import org.gridwatch.map.notify.route.Policy;
import org.gridwatch.map.notify.route.Target;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Follows the alerts and makes the calls that are due. Each of its deeds is one transaction: the
 * notices it queues and how far it has come are there together or not at all. Threads: any.
 */
@Component
class Escalator {
  private static final LocalTime DIGEST_AT = LocalTime.of(8, 0);
  private static final Duration SWEEP = Duration.ofMinutes(1);
  private static final Policy.Step TO_DUTY = new Policy.Step(Duration.ZERO, Target.DUTY, List.of());
  private static final Plan.Turn HAND_OVER = new Plan.Turn(TO_DUTY, 0, Duration.ZERO);
  private static final Policy.Step TO_SCREENS =
      new Policy.Step(Duration.ZERO, Target.CONTROL_ROOM, List.of());
  private static final Plan.Turn LAST_RESORT = new Plan.Turn(TO_SCREENS, 0, Duration.ZERO);

  private final EscalationRows rows;
  private final Policies policies;
  private final Rosters rosters;
  private final Outbox outbox;
  private final Clock clock;
  private final TransactionTemplate transaction;

  Escalator(
      DataSource database,
      EscalationRows rows,
      Policies policies,
      Rosters rosters,
      Outbox outbox,
      Clock clock) {
    this.rows = rows;
    this.policies = policies;
    this.rosters = rosters;
    this.outbox = outbox;
    this.clock = clock;
    transaction = new TransactionTemplate(new JdbcTransactionManager(database));
  }

  /** Until nothing more is to be done at this moment. */
  void work() {
    boolean queued = false;
    while (does(this::look)) {
      // there may be more
    }
    while (does(this::call)) {
      queued = true;
    }
    queued |= does(this::sweep);
    if (queued) {
      outbox.wake();
    }
  }

  private boolean does(Predicate<Instant> deed) {
    return Boolean.TRUE.equals(transaction.execute(_ -> deed.test(clock.instant())));
  }

  // ---- alerts that changed

  private boolean look(Instant now) {
    Long seen = rows.lockCursor();
    var changed = seen == null ? List.<Alert>of() : rows.changedAfter(seen);
    if (changed.isEmpty()) {
      return false;
    }
    var known = rows.lock(changed.stream().map(Alert::id).toList());
    for (Alert alert : changed) {
      look(known.get(alert.id()), alert, now);
    }
    rows.moveCursor(changed.getLast().revision());
    return true;
  }

  private void look(@Nullable Escalation was, Alert alert, Instant now) {
    var policy = policies.of(alert.severity(), alert.origin().kind());
    var next = Escalation.look(was, alert, policy.digest(), now);
    if (next.equals(was)) {
      return;
    }
    var running = policies.of(next.severity(), alert.origin().kind());
    rows.write(next, running.steps().size(), nextAt(next, running, now));
    if (next.state() != Escalation.State.RUNNING) {
      outbox.drop(rows.db(), alert.id(), why(next, alert), now);
    }
    if (next.endedSince(was) && !alert.origin().chain()) {
      tellThatItIsOver(next, alert, now);
    }
  }

  private static String why(Escalation next, Alert alert) {
    return switch (next.state()) {
      case ANSWERED ->
          Optional.ofNullable(alert.care().acknowledged())
              .map(taken -> "acknowledged by " + taken.by())
              .orElse("acknowledged");
      case OVER -> "over";
      case QUIET -> "quiet";
      case RUNNING -> "";
    };
  }

  private @Nullable Instant nextAt(Escalation one, Policy policy, Instant now) {
    boolean digest = one.state() == Escalation.State.RUNNING && one.occasion() == Occasion.DIGEST;
    if (digest) {
      return one.calls() == 0 ? nextDigest(now, rosters.zone()) : null;
    }
    return one.nextAt(policy);
  }

  private static Instant nextDigest(Instant now, ZoneId zone) {
    var today = now.atZone(zone).toLocalDate().atTime(DIGEST_AT).atZone(zone);
    return (today.toInstant().isAfter(now) ? today : today.plusDays(1)).toInstant();
  }

  private void tellThatItIsOver(Escalation one, Alert alert, Instant now) {
    var wanted = new ArrayList<Wanted>();
    for (var heard : rows.heard(alert.id())) {
      wanted.add(
          new Wanted(
              key(one, "over-" + alert.standing().reopened(), heard.personId()),
              alert.id(),
              Occasion.CLEARED,
              urgency(alert),
              one.round(),
              "",
              heard.personId(),
              List.of(heard.way()),
              false));
    }
    outbox.queue(rows.db(), wanted, alert.place().gridCodes(), true, now);
  }

  // ---- calls that are due

  private boolean call(Instant now) {
    var due = rows.lockDue(now);
    if (due.isEmpty()) {
      return false;
    }
    var alerts = rows.alerts(due.stream().map(Escalation::alertId).toList());
    var roster = rosters.load();
    for (Escalation one : due) {
      call(one, Objects.requireNonNull(alerts.get(one.alertId())), roster, now);
    }
    return true;
  }

  private void call(Escalation one, Alert alert, Roster roster, Instant now) {
    var policy = policies.of(one.severity(), alert.origin().kind());
    int steps = policy.steps().size();
    boolean digest = one.occasion() == Occasion.DIGEST;
    if (!digest && unheard(one, steps)) {
      tell(one, "last", alert, LAST_RESORT, roster, now);
      rows.write(one, steps, one.nextAt(policy));
      return;
    }
    var turn = digest ? Optional.of(HAND_OVER) : Plan.nth(policy, one.calls());
    if (turn.isEmpty()) {
      rows.write(one, steps, null);
      return;
    }
    int queued = tell(one, Integer.toString(one.calls()), alert, turn.get(), roster, now);
    var next = one.called(turn.get().after(), now);
    boolean goOn = queued == 0 && !digest && (next.calls() < steps || unheard(next, steps));
    rows.write(next, steps, goOn ? now : digest ? null : next.nextAt(policy));
  }

  /** All steps were made, and none of them found anybody: then the officers are told, always. */
  private boolean unheard(Escalation one, int steps) {
    return one.calls() >= steps && !rows.anybodyToldIn(one.alertId(), one.round());
  }

  /**
   * @param mark of this call, among those about the alert
   * @return how many notices were queued
   */
  private int tell(
      Escalation one, String mark, Alert alert, Plan.Turn turn, Roster roster, Instant now) {
    var call =
        Plan.call(turn, one.severity(), roster, alert.place().leafGridId(), now, new HashSet<>());
    var occasion =
        alert.origin().drill()
            ? Occasion.DRILL
            : turn.repeat() > 0 ? Occasion.REMINDER : one.occasion();
    var wanted = new ArrayList<Wanted>();
    if (call.who() == Target.CONTROL_ROOM) {
      wanted.add(wanted(one, mark, alert, call, occasion, 0, List.of()));
    }
    if (call.nobody() == Plan.Nobody.NOBODY_THERE && turn.repeat() == 0) {
      var nobody = wanted(one, mark, alert, call, occasion, 0, List.of());
      outbox.nobody(rows.db(), nobody, "nobody answers there", now);
    }
    for (Plan.Told told : call.told()) {
      wanted.add(
          wanted(one, mark, alert, call, occasion, told.person().id(), addresses(told.ways())));
    }
    return outbox.queue(rows.db(), wanted, alert.place().gridCodes(), turn.repeat() == 0, now);
  }

  /** Red is told by all ways at once; everything else by the next only if one fails. */
  private static Wanted wanted(
      Escalation one,
      String mark,
      Alert alert,
      Plan.Call call,
      Occasion occasion,
      int person,
      List<Wanted.Address> ways) {
    return new Wanted(
        key(one, mark, person),
        alert.id(),
        occasion,
        urgency(alert),
        one.round(),
        call.who().label(),
        person,
        ways,
        one.severity() == Severity.RED);
  }

  /** Whatever is real goes before a drill, through every channel. */
  private static Severity urgency(Alert alert) {
    return alert.origin().drill() ? Severity.BLUE : alert.severity();
  }

  private static List<Wanted.Address> addresses(List<Way> ways) {
    return ways.stream()
        .map(way -> new Wanted.Address(way.means().label(), way.address()))
        .toList();
  }

  /** The same for the same call, whichever process makes it. */
  private static String key(Escalation one, String call, int person) {
    return "alert-" + one.alertId() + "-" + one.round() + "-" + call + "-" + person;
  }

  /**
   * Somebody on the spot asks for help: the next step comes now, acknowledged or not, as if it were
   * red.
   *
   * @return whether anybody is told
   */
  boolean callNow(long alertId) {
    boolean told =
        does(
            now -> {
              var alert = rows.alerts(Set.of(alertId)).get(alertId);
              var known = rows.lock(Set.of(alertId)).get(alertId);
              return alert != null
                  && help(
                      known == null ? Escalation.look(null, alert, false, now) : known, alert, now);
            });
    outbox.wake();
    return told;
  }

  /** Those who would come next; if there is nobody, those of the steps before. */
  private boolean help(Escalation one, Alert alert, Instant now) {
    var steps = policies.of(Severity.RED, alert.origin().kind()).steps();
    var roster = rosters.load();
    int next = Math.clamp(one.calls(), 1, Math.max(1, steps.size() - 1));
    for (int n = next; n < steps.size(); n++) {
      if (askForHelp(one, n, steps.get(n), alert, roster, now)) {
        return true;
      }
    }
    for (int n = next - 1; n > 0; n--) {
      if (askForHelp(one, n, steps.get(n), alert, roster, now)) {
        return true;
      }
    }
    return false;
  }

  private boolean askForHelp(
      Escalation one, int n, Policy.Step step, Alert alert, Roster roster, Instant now) {
    var turn = new Plan.Turn(step, 0, Duration.ZERO);
    String mark = "help" + now.getEpochSecond() + "-" + n;
    return tell(one.asRed(Occasion.HELP), mark, alert, turn, roster, now) > 0;
  }

  // ---- those that wait

  /** Once a minute: policies that were changed count, and whoever took over a grid is told. */
  private boolean sweep(Instant now) {
    if (!rows.takeSweep(SWEEP, now)) {
      return false;
    }
    var running = rows.lockRunning();
    if (running.isEmpty()) {
      return false;
    }
    var alerts = rows.alerts(running.stream().map(Escalation::alertId).toList());
    var roster = rosters.load();
    int queued = 0;
    for (Escalation one : running) {
      var alert = Objects.requireNonNull(alerts.get(one.alertId()));
      if (one.occasion() == Occasion.DIGEST) {
        continue;
      }
      var policy = policies.of(one.severity(), alert.origin().kind());
      rows.write(one, policy.steps().size(), one.nextAt(policy));
      queued += one.calls() == 0 ? 0 : handOver(one, alert, roster, now);
    }
    return queued > 0;
  }

  private int handOver(Escalation one, Alert alert, Roster roster, Instant now) {
    var call =
        Plan.call(
            HAND_OVER, one.severity(), roster, alert.place().leafGridId(), now, new HashSet<>());
    var told = rows.toldIn(alert.id(), one.round());
    if (call.told().stream().anyMatch(answers -> told.contains(answers.person().id()))) {
      return 0;
    }
    var wanted = new ArrayList<Wanted>();
    for (Plan.Told answers : call.told()) {
      var ways = addresses(answers.ways());
      if (!ways.isEmpty()) {
        wanted.add(
            new Wanted(
                key(one, "taken", answers.person().id()),
                alert.id(),
                Occasion.HANDED_OVER,
                urgency(alert),
                one.round(),
                Target.DUTY.label(),
                answers.person().id(),
                ways,
                one.severity() == Severity.RED));
      }
    }
    return outbox.queue(rows.db(), wanted, alert.place().gridCodes(), false, now);
  }
}
