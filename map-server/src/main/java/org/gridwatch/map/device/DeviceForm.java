package org.gridwatch.map.device;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gridwatch.ingest.device.DeviceDetails;
import org.gridwatch.ingest.device.Kind;
import org.gridwatch.ingest.device.Position;
import org.gridwatch.map.account.BadInput;
import org.jspecify.annotations.Nullable;

/** What a person fills in about a device; null leaves what is there. */
record DeviceForm(
    @Nullable String kind,
    @Nullable String model,
    @Nullable String label,
    @Nullable Double lon,
    @Nullable Double lat,
    @Nullable String address,
    @Nullable String gateway,
    @Nullable Integer expectedIntervalSeconds,
    @Nullable List<String> tags,
    @Nullable String liveUrl,
    @Nullable Boolean originalTime) {

  /** For a new device, whose kind must be said. */
  DeviceDetails fresh() {
    return over(DeviceDetails.of(parsedKind()));
  }

  DeviceDetails over(DeviceDetails was) {
    return new DeviceDetails(
        kind == null ? was.kind() : parsedKind(),
        or(model, was.model()),
        or(label, was.label()),
        expectedIntervalSeconds == null ? was.expectedIntervalSeconds() : expectedIntervalSeconds,
        position(was.position()),
        or(address, was.address()),
        or(gateway, was.gateway()),
        tags == null ? was.tags() : tags,
        or(liveUrl, was.liveUrl()),
        originalTime == null ? was.originalTime() : originalTime);
  }

  /** What was filled in, for the audit log. */
  Map<String, Object> told() {
    var told = new LinkedHashMap<String, @Nullable Object>();
    told.put("kind", kind);
    told.put("model", model);
    told.put("label", label);
    told.put("lon", lon);
    told.put("lat", lat);
    told.put("address", address);
    told.put("gateway", gateway);
    told.put("expectedIntervalSeconds", expectedIntervalSeconds);
    told.put("tags", tags);
    told.put("liveUrl", liveUrl);
    told.put("originalTime", originalTime);
    var given = new LinkedHashMap<String, Object>();
    told.forEach(
        (name, value) -> {
          if (value != null) {
            given.put(name, value);
          }
        });
    return given;
  }

  private Kind parsedKind() {
    return Kind.parse(kind == null ? "" : kind)
        .orElseThrow(() -> new BadInput("kind", kind, "kind must be gas, water, power or camera"));
  }

  private @Nullable Position position(@Nullable Position was) {
    if (lon == null && lat == null) {
      return was;
    }
    if (lon == null || lat == null) {
      throw new BadInput("lon, lat", lon + ", " + lat, "lon and lat must be given together");
    }
    return new Position(lon, lat);
  }

  private static String or(@Nullable String wanted, String was) {
    return wanted == null ? was : wanted;
  }
}
