package org.gridwatch.ingest.device;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A registered device.
 *
 * @param name on the wire
 * @param gatewayId the gateway it speaks behind; 0: none
 * @param hasToken whether it may connect to the embedded broker by itself
 * @param retiredAt null while it is in service
 * @param revision the registry's revision that last changed it
 */
public record Device(
    int id,
    String name,
    DeviceDetails details,
    int gatewayId,
    boolean hasToken,
    Instant registeredAt,
    @Nullable Instant retiredAt,
    long revision) {

  public boolean retired() {
    return retiredAt != null;
  }
}
