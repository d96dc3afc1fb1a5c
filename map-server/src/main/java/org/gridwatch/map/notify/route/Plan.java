package org.gridwatch.map.notify.route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

  /** From the moment it is raised until the given one. */
  public static List<Call> of(
      Policy policy, Severity severity, Roster roster, int gridId, Instant raised, Instant until) {
    var calls = new ArrayList<Call>();
    var known = new LinkedHashMap<Integer, Person>();
    for (Policy.Step step : policy.steps()) {
      Instant at = raised.plus(step.after());
      if (at.isBefore(until)) {
        calls.add(call(step, severity, roster, gridId, at, 0, known));
      }
    }
    if (policy.steps().isEmpty() || policy.repeat().isZero()) {
      return calls;
    }
    Instant at = raised.plus(policy.steps().getLast().after()).plus(policy.repeat());
    for (int n = 1; at.isBefore(until) && (policy.repeats() == 0 || n <= policy.repeats()); n++) {
      for (Policy.Step step : policy.steps()) {
        calls.add(call(step, severity, roster, gridId, at, n, known));
      }
      at = at.plus(policy.repeat());
    }
    return calls;
  }

  private static Call call(
      Policy.Step step,
      Severity severity,
      Roster roster,
      int gridId,
      Instant at,
      int repeat,
      LinkedHashMap<Integer, Person> known) {
    if (step.who() == Target.CONTROL_ROOM) {
      return new Call(at, step.who(), repeat, "", List.of(), Nobody.NO);
    }
    var found = found(step.who(), Duty.upwards(roster, gridId, at));
    var told = new ArrayList<Told>();
    for (Person person : found.people) {
      var ways = ways(person, step.by(), severity, roster, at);
      told.add(new Told(person, ways, known.put(person.id(), person) != null));
    }
    var nobody =
        told.isEmpty()
            ? Nobody.NOBODY_THERE
            : told.stream().allMatch(one -> one.ways.isEmpty()) ? Nobody.NO_WAY : Nobody.NO;
    return new Call(at, step.who(), repeat, found.grid, told, nobody);
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
