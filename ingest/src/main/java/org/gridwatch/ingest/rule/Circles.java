package org.gridwatch.ingest.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Numbers that were named together, directly or by way of others, as sets. */
final class Circles {
  private static final int NEVER = -1;

  private final int[] towards;
  private final int[] joinedAt;

  /**
   * @param size numbers are less than this
   */
  Circles(int size) {
    towards = new int[size];
    Arrays.setAll(towards, i -> i);
    joinedAt = new int[size];
    Arrays.fill(joinedAt, NEVER);
  }

  /**
   * @param turn higher at each call
   */
  void join(int turn, int[] together) {
    int root = root(together[0]);
    for (int one : together) {
      towards[root(one)] = root;
    }
    joinedAt[root] = turn;
  }

  private int root(int one) {
    int at = one;
    while (towards[at] != at) {
      towards[at] = towards[towards[at]];
      at = towards[at];
    }
    return at;
  }

  /** Each in ascending order; the one that was joined last is the last. */
  List<List<Integer>> all() {
    var circles = new TreeMap<Integer, List<Integer>>();
    for (int one = 0; one < towards.length; one++) {
      int root = root(one);
      if (joinedAt[root] != NEVER) {
        circles.computeIfAbsent(root, fresh -> new ArrayList<>()).add(one);
      }
    }
    return circles.entrySet().stream()
        .sorted(Comparator.comparingInt(circle -> joinedAt[circle.getKey()]))
        .map(circle -> List.copyOf(circle.getValue()))
        .toList();
  }
}
