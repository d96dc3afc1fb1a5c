package org.gridwatch.gateway.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.gridwatch.gateway.wire.DeviceEvent;
import org.gridwatch.gateway.wire.DeviceEvent.Phase;
import org.gridwatch.gateway.wire.DeviceName;
import org.gridwatch.gateway.wire.Rejection;
import org.gridwatch.gateway.wire.Word;

/**
 * Frigate, a recorder that watches many cameras. Its camera's name is our device's name. Taken are
 * its safety events and their pictures; who somebody is (a face's name, a plate, a description) is
 * not even read. What the contract does not want to know decodes to no word at all.
 *
 * <p>Frigate's pictures do not say which event they belong to: they go to the newest open event of
 * that camera and label, and a picture without one is not kept. Threads: any number.
 */
public final class FrigateCodec implements Codec {
  private static final int OPEN_EVENTS = 10_000;

  private final Names<DeviceName> cameras = new Names<>(DeviceName::parse);

  /** Event id by camera and label. */
  private final Map<String, String> open = new ConcurrentHashMap<>();

  @Override
  public boolean speaks(String topic) {
    return FrigateTopic.parse(topic).isPresent();
  }

  @Override
  public List<String> filters() {
    return List.of(
        "frigate/events",
        "frigate/available",
        "frigate/+/+/snapshot",
        "gw/v1/+/frigate/events",
        "gw/v1/+/frigate/available",
        "gw/v1/+/frigate/+/+/snapshot");
  }

  @Override
  public Optional<DeviceName> speaker(String topic) {
    return FrigateTopic.parse(topic).flatMap(FrigateTopic::recorder);
  }

  @Override
  public List<Word> decode(String topic, byte[] payload, Instant arrivedAt) {
    var known = FrigateTopic.parse(topic);
    if (known.isEmpty()) {
      return List.of(new Rejection(Rejection.Reason.TOPIC, topic));
    }
    String[] path = known.get().path().split("/", -1);
    if (path.length == 1 && path[0].equals("events")) {
      return event(payload, arrivedAt);
    }
    if (path.length == 1 && path[0].equals("available")) {
      return List.of(NativeCodec.presence(known.get().device(), payload));
    }
    return path.length == 3 && path[2].equals("snapshot")
        ? snapshot(path[0], path[1], payload)
        : List.of(new Rejection(Rejection.Reason.TOPIC, topic));
  }

  private List<Word> event(byte[] payload, Instant arrivedAt) {
    List<Word> words = new ArrayList<>(1);
    var reader = new FrigateEventReader(cameras, arrivedAt);
    Json.read(payload, words, json -> reader.read(json, words));
    if (!words.isEmpty() && words.getFirst() instanceof DeviceEvent event) {
      remember(event, reader.label());
    }
    return words;
  }

  private void remember(DeviceEvent event, String label) {
    String key = event.device() + "/" + label;
    if (event.phase() == Phase.END) {
      open.remove(key, event.id());
      return;
    }
    if (open.size() >= OPEN_EVENTS) {
      open.clear();
    }
    open.put(key, event.id());
  }

  private List<Word> snapshot(String camera, String label, byte[] payload) {
    var device = cameras.of(camera);
    if (device.isEmpty()) {
      return List.of(new Rejection(Rejection.Reason.NAME, "camera '" + camera + "'"));
    }
    String event = open.get(camera + "/" + label);
    return event == null ? List.of() : List.of(Pictures.snapshot(device.get(), event, payload));
  }
}
