package org.gridwatch.map.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What happened and is told once: camera events, alerts, changed lists. Keeps the newest few
 * thousand, more than a viewer can miss between two frames; one who was away longer reloads what
 * they are about anyway.
 */
final class LiveNews {
  private static final int KEPT = 5_000;

  /**
   * @param leaf who may hear of it; empty: everybody
   */
  private record Item(long number, OptionalInt leaf, String sse) {}

  /**
   * @param last to ask with next time
   */
  record Page(long last, List<String> frames) {}

  private final ArrayDeque<Item> items = new ArrayDeque<>();
  private long last;

  synchronized long last() {
    return last;
  }

  synchronized void tell(String event, OptionalInt leaf, String json) {
    items.addLast(new Item(++last, leaf, "event: " + event + "\ndata: " + json + "\n\n"));
    if (items.size() > KEPT) {
      items.removeFirst();
    }
  }

  /** Looks only at what is new, however much is kept. */
  private List<Item> newestFirst(long seen) {
    var fresh = new ArrayList<Item>();
    var backwards = items.descendingIterator();
    while (backwards.hasNext()) {
      Item item = backwards.next();
      if (item.number() <= seen) {
        break;
      }
      fresh.add(item);
    }
    return fresh;
  }

  synchronized Page after(long seen, LivePicture.Scope scope) {
    if (seen >= last) {
      return new Page(last, List.of());
    }
    var frames = new ArrayList<String>();
    for (Item item : newestFirst(seen)) {
      if (item.leaf().isEmpty() || scope.seesLeaf().test(item.leaf().getAsInt())) {
        frames.add(item.sse());
      }
    }
    return new Page(last, frames.reversed());
  }
}
