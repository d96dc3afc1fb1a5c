package org.gridwatch.ingest.rule.trial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * What would have been raised. A rule that raises without end is cut short: nobody reads so many.
 * Threads: any.
 */
final class Findings implements Consumer<Raised> {
  static final int MOST = 100_000;

  private final List<Raised> raised = new ArrayList<>();
  private boolean cut;

  @Override
  public synchronized void accept(Raised one) {
    if (raised.size() < MOST) {
      raised.add(one);
    } else {
      cut = true;
    }
  }

  /** Whether there would have been more. */
  synchronized boolean cut() {
    return cut;
  }

  /** In the order in which they would have come. */
  synchronized List<Raised> inOrder() {
    return raised.stream()
        .sorted(Comparator.comparingLong(Raised::raisedMs).thenComparing(Raised::subject))
        .toList();
  }
}
