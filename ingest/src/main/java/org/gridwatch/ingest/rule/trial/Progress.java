package org.gridwatch.ingest.rule.trial;

import java.util.concurrent.CancellationException;

/** How far a trial has come, and whether anybody still wants it. Threads: any. */
final class Progress {
  private final double share;
  private final double offset;
  private final State state;

  private static final class State {
    volatile double done;
    volatile boolean cancelled;
  }

  Progress() {
    this(new State(), 0, 1);
  }

  private Progress(State state, double offset, double share) {
    this.state = state;
    this.offset = offset;
    this.share = share;
  }

  /** One of so many parts of the work that take about as long as each other. */
  Progress part(int number, int of) {
    return new Progress(state, offset + share * number / of, share / of);
  }

  /** Called between slices. Throws {@link CancellationException} when nobody wants it any more. */
  void goOn() {
    if (state.cancelled) {
      throw new CancellationException("the trial was cancelled");
    }
  }

  /**
   * @param done 0..1 of this part
   */
  void at(double done) {
    goOn();
    state.done = offset + share * Math.min(1, done);
  }

  void cancel() {
    state.cancelled = true;
  }

  double done() {
    return state.done;
  }
}
