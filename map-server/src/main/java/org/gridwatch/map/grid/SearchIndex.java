package org.gridwatch.map.grid;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Everything that can be found by typing, in memory, in one list that is read through: 20,000
 * entries take a few milliseconds. Immutable: any thread may ask.
 */
final class SearchIndex {
  static final SearchIndex EMPTY = new SearchIndex(List.of());

  /** What a hit is. */
  enum Type {
    DEVICE,
    ADDRESS,
    GRID,
    LEADER;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Something to be found.
   *
   * @param keys lower-case texts it is found by, the best one first
   * @param leaf in whose area it lies; 0: in none; for a grid its own id
   * @param ref a device's name, a grid's code, a building's id; empty: only a place
   */
  record Entry(
      Type type,
      String title,
      String detail,
      double lon,
      double lat,
      String ref,
      int leaf,
      List<String> keys) {

    /** What makes two of the same title two; one address is one, however many buildings have it. */
    String distinction() {
      return type == Type.ADDRESS ? "" : ref;
    }
  }

  private record Hit(Entry entry, int rank) {}

  private static final int NO_HIT = Integer.MAX_VALUE;
  private final List<Entry> entries;

  SearchIndex(List<Entry> entries) {
    this.entries = entries;
  }

  static String key(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  /** All words must be found; whole texts come first, then beginnings, then the rest. */
  List<Entry> find(String query, int limit, IntPredicate visible) {
    String[] words = key(query).split("\\s+");
    if (words[0].isEmpty()) {
      return List.of();
    }
    List<Hit> hits = new ArrayList<>();
    for (Entry entry : entries) {
      int rank = rank(entry, words);
      if (rank != NO_HIT && visible.test(entry.leaf())) {
        hits.add(new Hit(entry, rank));
      }
    }
    hits.sort(
        Comparator.comparingInt(Hit::rank)
            .thenComparing(hit -> hit.entry().title().length())
            .thenComparing(hit -> hit.entry().title()));
    Set<String> said = new HashSet<>();
    return hits.stream()
        .map(Hit::entry)
        .filter(entry -> said.add(entry.type() + entry.title() + "|" + entry.distinction()))
        .limit(limit)
        .toList();
  }

  private static int rank(Entry entry, String[] words) {
    int total = 0;
    for (String word : words) {
      int best = rank(entry.keys(), word);
      if (best == NO_HIT) {
        return NO_HIT;
      }
      total += best;
    }
    return total;
  }

  private static int rank(List<String> keys, String word) {
    int best = NO_HIT;
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.get(i);
      int at = key.indexOf(word);
      if (at >= 0) {
        int how = key.length() == word.length() ? 0 : at == 0 ? 10 : 20;
        best = Math.min(best, how + i);
      }
    }
    return best;
  }
}
