package org.gridwatch.map.notify.duty;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who answers. Pure: of the roster and the moment alone, so it can be asked of any time. */
public final class Duty {
  private static final int HIGHEST = 16;

  private Duty() {}

  /** Why somebody is the one to be asked. */
  public enum Because {
    SWAP,
    ROTA,
    LEADER,
    /** Neither on duty nor led: a deputy acts. */
    DEPUTY
  }

  /** One who answers now. */
  public record Answerer(Person person, Because because) {}

  /**
   * Who answers for one grid.
   *
   * @param first who is asked first, all at once; empty: nobody
   * @param deputies who is asked next, without those of before
   */
  public record Answer(Post post, List<Answerer> first, List<Person> deputies) {}

  /** Of this grid alone; empty: there is no such grid. */
  public static Optional<Answer> of(Roster roster, int gridId, Instant at) {
    return Optional.ofNullable(roster.posts().get(gridId)).map(post -> answer(roster, post, at));
  }

  /** The grid, the one above it and so on up to the whole community. */
  public static List<Answer> upwards(Roster roster, int gridId, Instant at) {
    var chain = new ArrayList<Answer>();
    var post = roster.posts().get(gridId);
    while (post != null && chain.size() < HIGHEST) {
      chain.add(answer(roster, post, at));
      post = roster.posts().get(post.parentId());
    }
    return chain;
  }

  private static Answer answer(Roster roster, Post post, Instant at) {
    var deputies = holders(roster, post.deputies(), at);
    var first = onDuty(roster, post, at);
    if (first.isEmpty()) {
      first = all(holders(roster, post.leaders(), at), Because.LEADER);
    }
    if (first.isEmpty()) {
      first = all(deputies.stream().limit(1).toList(), Because.DEPUTY);
    }
    var asked = first.stream().map(Answerer::person).toList();
    return new Answer(
        post, first, deputies.stream().filter(deputy -> !asked.contains(deputy)).toList());
  }

  /** Swaps first, the latest before all; then those of the rota whose turn nobody took over. */
  private static List<Answerer> onDuty(Roster roster, Post post, Instant at) {
    var swaps =
        post.swaps().stream()
            .filter(swap -> swap.span().covers(at) && there(roster, swap.personId(), at) != null)
            .sorted((one, other) -> Integer.compare(other.id(), one.id()))
            .toList();
    var shifts =
        post.rota().stream()
            .filter(shift -> shift.covers(at, roster.zone(), roster.holidays()::contains))
            .map(Shift::personId)
            .toList();
    var stand = new LinkedHashSet<Answerer>();
    var relieved = new LinkedHashSet<Integer>();
    for (Swap swap : swaps) {
      if (relieved.contains(0) || relieved.contains(swap.insteadOf()) && swap.insteadOf() != 0) {
        continue; // a later one has taken these turns
      }
      if (swap.insteadOf() == 0 || shifts.contains(swap.insteadOf())) {
        stand.add(new Answerer(person(roster, swap.personId()), Because.SWAP));
        relieved.add(swap.insteadOf());
      }
    }
    if (!relieved.contains(0)) {
      shifts.stream()
          .filter(id -> !relieved.contains(id))
          .flatMap(id -> Stream.ofNullable(there(roster, id, at)))
          .map(person -> new Answerer(person, Because.ROTA))
          .filter(answerer -> !named(stand, answerer.person()))
          .forEach(stand::add);
    }
    return List.copyOf(stand);
  }

  private static boolean named(Set<Answerer> stand, Person person) {
    return stand.stream().anyMatch(answerer -> answerer.person().equals(person));
  }

  private static List<Person> holders(Roster roster, List<Post.Term> terms, Instant at) {
    return terms.stream()
        .filter(term -> term.span().covers(at))
        .map(term -> there(roster, term.personId(), at))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private static List<Answerer> all(List<Person> people, Because because) {
    return people.stream().map(person -> new Answerer(person, because)).toList();
  }

  private static @Nullable Person there(Roster roster, int personId, Instant at) {
    var person = roster.people().get(personId);
    return person != null && person.thereAt(at) ? person : null;
  }

  private static Person person(Roster roster, int personId) {
    return Objects.requireNonNull(roster.people().get(personId));
  }
}
