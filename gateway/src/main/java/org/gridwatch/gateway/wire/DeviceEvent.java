package org.gridwatch.gateway.wire;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * Something a device saw: fire, smoke, intrusion, crowding, video loss.
 *
 * @param id the device's own name of this event; start, updates and end carry the same
 * @param type lower case, for example {@code smoke}
 * @param score how sure the device is, 0..1
 */
public record DeviceEvent(
    DeviceName device, String id, String type, OptionalDouble score, Phase phase, Instant at)
    implements Word {
  public enum Phase {
    START,
    UPDATE,
    END
  }
}
