package org.gridwatch.map.notify.duty;

import java.util.List;
import java.util.stream.Stream;

/**
 * A grid as somebody's responsibility.
 *
 * @param parentId 0: there is none above it
 * @param leaders one at a time
 * @param deputies any number, in the order in which they are asked
 */
public record Post(
    int gridId,
    String code,
    String name,
    int parentId,
    List<Term> leaders,
    List<Term> deputies,
    List<Shift> rota,
    List<Swap> swaps) {
  public Post {
    leaders = List.copyOf(leaders);
    deputies = List.copyOf(deputies);
    rota = List.copyOf(rota);
    swaps = List.copyOf(swaps);
  }

  /** Everybody who holds, held or will hold a part, has turns or takes them over. */
  Stream<Integer> people() {
    return Stream.of(
            leaders.stream().map(Term::personId),
            deputies.stream().map(Term::personId),
            rota.stream().map(Shift::personId),
            swaps.stream().flatMap(swap -> Stream.of(swap.personId(), swap.insteadOf())))
        .flatMap(ids -> ids)
        .distinct();
  }

  /** When a person holds a part. */
  public record Term(int personId, Span span) {}
}
