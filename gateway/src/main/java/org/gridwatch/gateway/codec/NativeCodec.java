package org.gridwatch.gateway.codec;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gridwatch.gateway.wire.DeviceName;
import org.gridwatch.gateway.wire.Presence;
import org.gridwatch.gateway.wire.Quantity;
import org.gridwatch.gateway.wire.Rejection;
import org.gridwatch.gateway.wire.Topic;
import org.gridwatch.gateway.wire.Word;

/** GridWatch's own format, as docs/wire.md publishes it. Threads: any number. */
public final class NativeCodec implements Codec {
  private static final String ROOT = "gw/v1/";

  private final Names<DeviceName> devices = new Names<>(DeviceName::parse);
  private final Names<Quantity> quantities = new Names<>(Quantity::parse);
  private final Names<Topic> topics = new Names<>(Topic::parse);

  @Override
  public boolean speaks(String topic) {
    return topic.startsWith(ROOT);
  }

  @Override
  public List<String> filters() {
    return List.of(
        "gw/v1/+/telemetry",
        "gw/v1/+/batch",
        "gw/v1/+/event",
        "gw/v1/+/snapshot/+",
        "gw/v1/+/status");
  }

  @Override
  public Optional<DeviceName> speaker(String topic) {
    return parsed(topic).map(Topic::speaker);
  }

  @Override
  public List<Word> decode(String topic, byte[] payload, Instant arrivedAt) {
    var known = parsed(topic);
    if (known.isEmpty()) {
      return List.of(new Rejection(Rejection.Reason.TOPIC, topic));
    }
    DeviceName speaker = known.get().speaker();
    return switch (known.get().kind()) {
      case TELEMETRY -> {
        var readings = new ReadingsReader(devices, quantities, arrivedAt);
        yield readings.telemetry(speaker, payload);
      }
      case BATCH -> new ReadingsReader(devices, quantities, arrivedAt).batch(payload);
      case EVENT -> new EventReader(speaker, arrivedAt).read(payload);
      case SNAPSHOT -> List.of(Pictures.snapshot(speaker, known.get().event(), payload));
      case STATUS -> List.of(presence(speaker, payload));
      case COMMAND -> List.of(new Rejection(Rejection.Reason.TOPIC, "commands go down, not up"));
    };
  }

  /** Snapshot topics end in an event's id and are never seen again: not remembered. */
  private Optional<Topic> parsed(String topic) {
    return topic.indexOf("/snapshot/") < 0 ? topics.of(topic) : Topic.parse(topic);
  }

  static Word presence(DeviceName device, byte[] payload) {
    String said = new String(payload, 0, Math.min(payload.length, 16), StandardCharsets.US_ASCII);
    return switch (said) {
      case "online" -> new Presence(device, true);
      case "offline" -> new Presence(device, false);
      default ->
          new Rejection(
              Rejection.Reason.MALFORMED, "status must be online or offline, was '" + said + "'");
    };
  }
}
