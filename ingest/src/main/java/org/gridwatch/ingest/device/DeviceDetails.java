package org.gridwatch.ingest.device;

import java.util.List;
import org.gridwatch.gateway.wire.DeviceName;
import org.jspecify.annotations.Nullable;

/**
 * What people say about a device; everything but its name. Checked once, here.
 *
 * @param model finer than the kind: detector, regulator, inlet, meter, cabinet, ...; may be empty
 * @param label what people call it; may be empty
 * @param expectedIntervalSeconds it is silent after three of these without a word
 * @param position null while nobody knows where it is
 * @param gateway name of the gateway it speaks behind; empty: it speaks for itself
 * @param liveUrl camera: where its picture can be watched; empty: nowhere
 * @param originalTime readings keep recorded times and are exempt from retention
 */
public record DeviceDetails(
    Kind kind,
    String model,
    String label,
    int expectedIntervalSeconds,
    @Nullable Position position,
    String address,
    String gateway,
    List<String> tags,
    String liveUrl,
    boolean originalTime) {
  public static final int MAX_INTERVAL_SECONDS = 31 * 24 * 3600;
  private static final int MAX_TAGS = 16;

  public DeviceDetails {
    model = text("model", model, 40);
    label = text("label", label, 100);
    address = text("address", address, 200);
    liveUrl = url(liveUrl);
    gateway = gateway.strip();
    tags = tags.stream().map(tag -> text("tag", tag, 40)).filter(t -> !t.isEmpty()).toList();
    if (expectedIntervalSeconds < 1 || expectedIntervalSeconds > MAX_INTERVAL_SECONDS) {
      throw RegistryRefusal.invalid(
          "expected interval must be 1..%d seconds, was %d"
              .formatted(MAX_INTERVAL_SECONDS, expectedIntervalSeconds));
    }
    if (!gateway.isEmpty() && DeviceName.parse(gateway).isEmpty()) {
      throw RegistryRefusal.invalid("gateway must be a device's name, was '" + gateway + "'");
    }
    if (tags.size() > MAX_TAGS) {
      throw RegistryRefusal.invalid(
          "tags must be at most %d, were %d".formatted(MAX_TAGS, tags.size()));
    }
  }

  /** A device about which only its kind is known yet. */
  public static DeviceDetails of(Kind kind) {
    return new DeviceDetails(
        kind, "", "", kind.usualIntervalSeconds(), null, "", "", List.of(), "", false);
  }

  public DeviceDetails at(double lon, double lat) {
    return new DeviceDetails(
        kind,
        model,
        label,
        expectedIntervalSeconds,
        new Position(lon, lat),
        address,
        gateway,
        tags,
        liveUrl,
        originalTime);
  }

  public DeviceDetails every(int seconds) {
    return new DeviceDetails(
        kind, model, label, seconds, position, address, gateway, tags, liveUrl, originalTime);
  }

  public DeviceDetails behind(String gatewayName) {
    return new DeviceDetails(
        kind,
        model,
        label,
        expectedIntervalSeconds,
        position,
        address,
        gatewayName,
        tags,
        liveUrl,
        originalTime);
  }

  private static String text(String field, String value, int limit) {
    String stripped = value.strip();
    if (stripped.length() > limit) {
      throw RegistryRefusal.invalid(
          "%s must be at most %d characters, has %d: '%s...'"
              .formatted(field, limit, stripped.length(), stripped.substring(0, 20)));
    }
    if (stripped.chars().anyMatch(c -> c < ' ')) {
      throw RegistryRefusal.invalid(field + " must be one line without control characters");
    }
    return stripped;
  }

  private static String url(String value) {
    String url = text("live URL", value, 500);
    if (!url.isEmpty() && !url.startsWith("https://") && !url.startsWith("http://")) {
      throw RegistryRefusal.invalid(
          "live URL must start with http:// or https://, was '" + url + "'");
    }
    return url;
  }
}
