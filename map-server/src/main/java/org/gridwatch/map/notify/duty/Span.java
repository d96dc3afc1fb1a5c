package org.gridwatch.map.notify.duty;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From one instant until another, which no longer belongs to it.
 *
 * @param to null: without end
 */
public record Span(Instant from, @Nullable Instant to) {
  public Span {
    if (to != null && to.isBefore(from)) {
      throw new IllegalArgumentException("a span must not end (" + to + ") before " + from);
    }
  }

  public boolean covers(Instant at) {
    return !at.isBefore(from) && (to == null || at.isBefore(to));
  }
}
