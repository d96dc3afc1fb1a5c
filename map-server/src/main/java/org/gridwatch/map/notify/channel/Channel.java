package org.gridwatch.map.notify.channel;

/** A way to reach people. Threads: any number at once. */
public interface Channel {
  /**
   * Hands it over and waits for the answer, no longer than the time-outs allow. Whatever the
   * provider or the network does ends in a receipt, never in an exception.
   */
  Receipt send(Parcel parcel);

  /**
   * What became of a parcel that was taken, where the provider can be asked. Never throws: what
   * cannot be found out is pending.
   */
  default Delivery trace(Delivery.Sent sent) {
    return new Delivery.Pending();
  }

  /** What the provider allows; who calls {@link #send} keeps to it. */
  Limits limits();
}
