package org.gridwatch.map.notify.duty;

import static org.gridwatch.map.notify.duty.Reach.State.UP;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Where an alert would find nobody. Pure, as {@link Duty}. */
public final class Gaps {
  private Gaps() {}

  public enum What {
    /** Nobody leads it. */
    NO_LEADER,
    /** Nobody of the grid itself answers; those above it are asked. */
    NOBODY_ANSWERS,
    /** There are turns, and in this time nobody has one; the leader is asked. */
    ROTA_GAP,
    /** Who would be asked has no way to be reached. */
    NO_CONTACT,
    /** Who would be asked has ways, and there is a channel for none of them. */
    NO_CHANNEL,
    /** The channels by which they would be reached do not answer now. */
    CHANNEL_DOWN,
    /** Who would be asked has shown for none of their ways that it reaches them. */
    UNVERIFIED;

    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * One gap, as long as it lasts within the time looked at.
   *
   * @param who the person it is about; empty: nobody
   */
  public record Gap(What what, String who, Instant from, Instant to) {}

  /**
   * In a grid, from one instant until another; in the order in which they begin.
   *
   * @param reach by which means this grid's people can be reached; that a channel is down is known
   *     for the beginning alone
   */
  public static List<Gap> of(
      Roster roster, Post post, Function<Means, Reach.State> reach, Instant from, Instant to) {
    var gaps = new ArrayList<Gap>();
    var edges = new ArrayList<>(edges(roster, post, from, to));
    edges.add(to);
    for (int i = 0; i + 1 < edges.size(); i++) {
      boolean first = i == 0;
      Function<Means, Reach.State> then =
          means -> first || reach.apply(means) == Reach.State.NONE ? reach.apply(means) : UP;
      for (Found found : at(roster, post, then, edges.get(i))) {
        extend(gaps, found, edges.get(i), edges.get(i + 1));
      }
    }
    return gaps;
  }

  private record Found(What what, String who) {}

  private static void extend(List<Gap> gaps, Found found, Instant from, Instant to) {
    for (int i = gaps.size() - 1; i >= 0; i--) {
      Gap known = gaps.get(i);
      if (known.what() == found.what && known.who().equals(found.who) && known.to().equals(from)) {
        gaps.set(i, new Gap(known.what(), known.who(), known.from(), to));
        return;
      }
    }
    gaps.add(new Gap(found.what, found.who, from, to));
  }

  private static List<Found> at(
      Roster roster, Post post, Function<Means, Reach.State> reach, Instant at) {
    var found = new ArrayList<Found>();
    if (post.leaders().stream().noneMatch(term -> term.span().covers(at))) {
      found.add(new Found(What.NO_LEADER, ""));
    }
    var answer = Duty.of(roster, post.gridId(), at).orElseThrow();
    if (answer.first().isEmpty()) {
      found.add(new Found(What.NOBODY_ANSWERS, ""));
    }
    for (Duty.Answerer one : answer.first()) {
      boolean byTurn = one.because() == Duty.Because.ROTA || one.because() == Duty.Because.SWAP;
      if (!byTurn && !post.rota().isEmpty()) {
        found.add(new Found(What.ROTA_GAP, ""));
      }
      ofWays(one.person().ways(), reach)
          .ifPresent(what -> found.add(new Found(what, one.person().name())));
    }
    return found.stream().distinct().toList();
  }

  /** The worst of what is wrong with them. */
  private static Optional<What> ofWays(List<Way> ways, Function<Means, Reach.State> reach) {
    var states = ways.stream().map(Way::means).map(reach).toList();
    if (ways.isEmpty()) {
      return Optional.of(What.NO_CONTACT);
    }
    if (states.stream().allMatch(Reach.State.NONE::equals)) {
      return Optional.of(What.NO_CHANNEL);
    }
    if (!states.contains(UP)) {
      return Optional.of(What.CHANNEL_DOWN);
    }
    return ways.stream().noneMatch(Way::verified) ? Optional.of(What.UNVERIFIED) : Optional.empty();
  }

  /** Every instant at which another may answer than before. */
  private static TreeSet<Instant> edges(Roster roster, Post post, Instant from, Instant to) {
    var edges = new TreeSet<Instant>();
    edges.add(from);
    var spans =
        Stream.of(
                Stream.concat(post.leaders().stream(), post.deputies().stream())
                    .map(Post.Term::span),
                post.swaps().stream().map(Swap::span),
                people(roster, post).flatMap(person -> person.leaves().stream()))
            .flatMap(all -> all);
    spans
        .flatMap(span -> Stream.of(span.from(), Objects.requireNonNullElse(span.to(), to)))
        .forEach(edges::add);
    people(roster, post).map(Person::retiredAt).filter(Objects::nonNull).forEach(edges::add);
    LocalDate day = from.atZone(roster.zone()).toLocalDate().minusDays(1);
    for (; day.atStartOfDay(roster.zone()).toInstant().isBefore(to); day = day.plusDays(1)) {
      edges.add(day.atStartOfDay(roster.zone()).toInstant());
      for (Shift shift : post.rota()) {
        edges.add(day.atTime(shift.when().from()).atZone(roster.zone()).toInstant());
        edges.add(day.atTime(shift.when().to()).atZone(roster.zone()).toInstant());
      }
    }
    edges.removeIf(edge -> edge.isBefore(from) || !edge.isBefore(to));
    return edges;
  }

  private static Stream<Person> people(Roster roster, Post post) {
    return post.people().map(roster.people()::get).filter(Objects::nonNull);
  }
}
