package org.gridwatch.ingest.rule.trial;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * When we heard nobody at all: then it was we who were blind. Told by the minutes in which anybody
 * spoke; only where so many are watched that they do not all fall silent by chance.
 */
final class Sighted {
  private static final int ENOUGH_DEVICES = 10;
  private static final long MINUTE_MS = 60_000;

  private record Blind(long fromMs, long toMs) {}

  private final List<Blind> blind = new ArrayList<>();

  /**
   * @param heard minutes since {@code fromMs} in which any device was heard
   * @param intervalMs that most devices keep
   */
  Sighted(BitSet heard, long fromMs, long toMs, int devices, long intervalMs) {
    if (devices < ENOUGH_DEVICES) {
      return;
    }
    long longest = Math.max(2 * intervalMs, 2 * MINUTE_MS);
    int minutes = (int) ((toMs - fromMs) / MINUTE_MS);
    for (int quiet = heard.nextClearBit(0); quiet < minutes; ) {
      int next = heard.nextSetBit(quiet);
      int end = next < 0 ? minutes : next;
      if ((end - quiet) * MINUTE_MS > longest) {
        long until = next < 0 ? Long.MAX_VALUE : fromMs + end * MINUTE_MS;
        blind.add(new Blind(fromMs + quiet * MINUTE_MS, until));
      }
      quiet = heard.nextClearBit(end);
    }
  }

  /**
   * When a silence would have been said: not while we were blind, nor within one interval after.
   *
   * @param atMs when it was long enough; {@link Long#MAX_VALUE}: never
   */
  long said(long atMs, long intervalMs) {
    long said = atMs;
    for (Blind one : blind) {
      if (said >= one.fromMs()
          && (one.toMs() == Long.MAX_VALUE || said <= one.toMs() + intervalMs)) {
        said = one.toMs() == Long.MAX_VALUE ? Long.MAX_VALUE : one.toMs() + intervalMs + 1;
      }
    }
    return said;
  }
}
