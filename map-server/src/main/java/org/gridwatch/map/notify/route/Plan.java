package org.gridwatch.map.notify.route;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.duty.Duty;
import org.gridwatch.map.notify.duty.Means;
import org.gridwatch.map.notify.duty.Person;
import org.gridwatch.map.notify.duty.Roster;
import org.gridwatch.map.notify.duty.Way;

/**
 * Who would be told of an alert, and when, if nobody acknowledged it. Pure: each step asks the
 * roster for its own moment, so turns that change on the way are seen.
 */
public final class Plan {
  private Plan() {}

  /** Why nobody is told in a step. */
  public enum Nobody {
    /** There is one to be told. */
    NO,
    /** Nobody is in charge there at that time. */
    NOBODY_THERE,
    /** Whoever is in charge has no way that may be used at that time. */
    NO_WAY;

    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * @param ways that are tried, in this order; none: they cannot be reached
   * @param again told in an earlier step already
   */
  public record Told(Person person, List<Way> ways, boolean again) {}

  /**
   * @param repeat 0: for the first time
   * @param grid whose people they are; empty: the control room, or nobody
   */
  public record Call(
      Instant at, Target who, int repeat, String grid, List<Told> told, Nobody nobody) {}

  /**
   * One of the calls that a policy makes.
   *
   * @param repeat 0: for the first time
   * @param after since it was raised
   */
  public record Turn(Policy.Step step, int repeat, Duration after) {}

  /** Counted from 0; empty: the policy makes no more. */
  public static Optional<Turn> nth(Policy policy, int n) {
    int steps = policy.steps().size();
    if (n < steps) {
      var step = policy.steps().get(n);
      return Optional.of(new Turn(step, 0, step.after()));
    }
    if (steps == 0 || policy.repeat().isZero()) {
      return Optional.empty();
    }
    int repeat = n / steps;
    if (policy.repeats() != 0 && repeat > policy.repeats()) {
      return Optional.empty();
    }
    var after = policy.steps().getLast().after().plus(policy.repeat().multipliedBy(repeat));
    return Optional.of(new Turn(policy.steps().get(n % steps), repeat, after));
  }

  /** From the moment it is raised until the given one. */
  public static List<Call> of(
      Policy policy, Severity severity, Roster roster, int gridId, Instant raised, Instant until) {
    var calls = new ArrayList<Call>();
    var known = new HashSet<Integer>();
    for (int n = 0; nth(policy, n).orElse(null) instanceof Turn turn; n++) {
      Instant at = raised.plus(turn.after);
      if (!at.isBefore(until)) {
        break;
      }
      calls.add(call(turn, severity, roster, gridId, at, known));
    }
    return calls;
  }

  /**
   * @param known who was told before; whoever is told now is added
   */
  public static Call call(
      Turn turn, Severity severity, Roster roster, int gridId, Instant at, Set<Integer> known) {
    var who = turn.step.who();
    if (who == Target.CONTROL_ROOM) {
      return new Call(at, who, turn.repeat, "", List.of(), Nobody.NO);
    }
    var found = found(who, Duty.upwards(roster, gridId, at));
    var told = new ArrayList<Told>();
    for (Person person : found.people) {
      var ways = ways(person, turn.step.by(), severity, roster, at);
      told.add(new Told(person, ways, !known.add(person.id())));
    }
    var nobody =
        told.isEmpty()
            ? Nobody.NOBODY_THERE
            : told.stream().allMatch(one -> one.ways.isEmpty()) ? Nobody.NO_WAY : Nobody.NO;
    return new Call(at, who, turn.repeat, found.grid, told, nobody);
  }

  private record Found(String grid, List<Person> people) {
    static final Found NOBODY = new Found("", List.of());
  }

  private static Found found(Target who, List<Duty.Answer> chain) {
    if (chain.isEmpty()) {
      return Found.NOBODY;
    }
    return switch (who) {
      case DUTY -> firstOf(chain);
      case DEPUTIES -> new Found(chain.getFirst().post().code(), chain.getFirst().deputies());
      case ABOVE -> firstOf(chain.subList(1, chain.size()));
      case TOP -> firstOf(chain.subList(chain.size() - 1, chain.size()));
      case CONTROL_ROOM -> Found.NOBODY;
    };
  }

  private static Found firstOf(List<Duty.Answer> chain) {
    return chain.stream()
        .filter(answer -> !answer.first().isEmpty())
        .findFirst()
        .map(
            answer ->
                new Found(
                    answer.post().code(),
                    answer.first().stream().map(Duty.Answerer::person).toList()))
        .orElse(Found.NOBODY);
  }

  /** Red wakes people up; everything else leaves them their quiet hours. */
  private static List<Way> ways(
      Person person, List<Means> by, Severity severity, Roster roster, Instant at) {
    return person.ways().stream()
        .filter(way -> by.isEmpty() || by.contains(way.means()))
        .filter(way -> severity == Severity.RED || !way.quietAt(at, roster.zone()))
        .toList();
  }
}
