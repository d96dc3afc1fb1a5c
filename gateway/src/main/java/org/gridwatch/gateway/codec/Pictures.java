package org.gridwatch.gateway.codec;

import org.gridwatch.gateway.wire.DeviceName;
import org.gridwatch.gateway.wire.Rejection;
import org.gridwatch.gateway.wire.Snapshot;
import org.gridwatch.gateway.wire.Word;

/** What may pass as a picture. */
final class Pictures {
  private Pictures() {}

  static Word snapshot(DeviceName camera, String event, byte[] payload) {
    if (payload.length > Snapshot.MAX_BYTES) {
      return new Rejection(
          Rejection.Reason.TOO_LARGE,
          "at most " + Snapshot.MAX_BYTES + " bytes of picture, was " + payload.length);
    }
    return jpeg(payload)
        ? new Snapshot(camera, event, payload)
        : new Rejection(Rejection.Reason.MALFORMED, "not a JPEG");
  }

  private static boolean jpeg(byte[] bytes) {
    return bytes.length > 3
        && (bytes[0] & 0xff) == 0xff
        && (bytes[1] & 0xff) == 0xd8
        && (bytes[2] & 0xff) == 0xff;
  }
}
