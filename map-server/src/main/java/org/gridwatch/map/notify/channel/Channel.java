package org.gridwatch.map.notify.channel;

/** A way to reach people. Threads: any number at once. */
public interface Channel {
  /**
   * Hands it over and waits for the answer, no longer than the time-outs allow. Whatever the
   * provider or the network does ends in a receipt, never in an exception.
   */
  Receipt send(Parcel parcel);

  /** What the provider allows; who calls {@link #send} keeps to it. */
  Limits limits();
}
