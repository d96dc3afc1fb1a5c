package org.gridwatch.gateway.wire;

/**
 * The picture of an event.
 *
 * @param jpeg a JPEG, checked by its first bytes; at most {@link #MAX_BYTES}
 */
@SuppressWarnings("ArrayRecordComponent") // carried from the message to the store, never compared
public record Snapshot(DeviceName device, String event, byte[] jpeg) implements Word {
  public static final int MAX_BYTES = 1 << 20;
}
