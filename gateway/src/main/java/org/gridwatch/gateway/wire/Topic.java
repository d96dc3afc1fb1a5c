package org.gridwatch.gateway.wire;

import java.util.Optional;

/**
 * An upward topic of the contract: {@code gw/v1/{device}/{kind}[/{event}]}.
 *
 * @param speaker the device or gateway that publishes
 * @param event the event a snapshot belongs to; empty for the other kinds
 */
public record Topic(DeviceName speaker, Kind kind, String event) {
  private static final String ROOT = "gw/v1/";

  public enum Kind {
    TELEMETRY("telemetry"),
    BATCH("batch"),
    EVENT("event"),
    SNAPSHOT("snapshot"),
    STATUS("status"),
    COMMAND("command");

    private final String segment;

    Kind(String segment) {
      this.segment = segment;
    }

    public String segment() {
      return segment;
    }
  }

  public static Topic of(DeviceName speaker, Kind kind) {
    return new Topic(speaker, kind, "");
  }

  public static Topic snapshot(DeviceName speaker, String event) {
    return new Topic(speaker, Kind.SNAPSHOT, event);
  }

  public static Optional<Topic> parse(String topic) {
    if (!topic.startsWith(ROOT)) {
      return Optional.empty();
    }
    String[] parts = topic.substring(ROOT.length()).split("/", -1);
    if (parts.length < 2 || parts.length > 3) {
      return Optional.empty();
    }
    var speaker = DeviceName.parse(parts[0]);
    if (speaker.isEmpty()) {
      return Optional.empty();
    }
    for (Kind kind : Kind.values()) {
      if (kind.segment.equals(parts[1])) {
        boolean complete = (kind == Kind.SNAPSHOT) == (parts.length == 3);
        String event = parts.length == 3 ? parts[2] : "";
        return complete && (event.isEmpty() ? kind != Kind.SNAPSHOT : validEvent(event))
            ? Optional.of(new Topic(speaker.get(), kind, event))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** An event's id follows the same alphabet as a device's name. */
  public static boolean validEvent(String id) {
    return DeviceName.parse(id).isPresent();
  }

  @Override
  public String toString() {
    String path = ROOT + speaker + "/" + kind.segment;
    return event.isEmpty() ? path : path + "/" + event;
  }
}
