package org.gridwatch.ingest.inbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridwatch.gateway.codec.Codec;
import org.gridwatch.gateway.wire.DeviceEvent;
import org.gridwatch.gateway.wire.DeviceName;
import org.gridwatch.gateway.wire.Presence;
import org.gridwatch.gateway.wire.Reading;
import org.gridwatch.gateway.wire.Rejection;
import org.gridwatch.gateway.wire.Rejection.Reason;
import org.gridwatch.gateway.wire.Snapshot;
import org.gridwatch.gateway.wire.Word;
import org.jspecify.annotations.Nullable;

/**
 * From messages to a batch: decodes them, finds out whose words they are and whether the speaker
 * may say them. Keeps nothing from batch to batch, so that all lanes may share it.
 */
final class Sorting {
  private final Codec codec;
  private final KnownDevices devices;

  Sorting(Codec codec, KnownDevices devices) {
    this.codec = codec;
    this.devices = devices;
  }

  private record Message(Delivery delivery, String speaker, List<Word> words) {}

  Batch sort(List<Delivery> deliveries) {
    var messages = new ArrayList<Message>(deliveries.size());
    for (Delivery delivery : deliveries) {
      messages.add(decode(delivery));
    }
    var naming = new Naming(devices);
    lookUpStrangers(messages, naming);
    createMissingSeries(messages, naming);
    var batch = new Batch(deliveries.size());
    messages.forEach(message -> take(batch, message, naming));
    return batch;
  }

  /** Looks a name up once for all words about it that follow each other. Threads: one. */
  private static final class Naming {
    private final KnownDevices devices;
    private @Nullable KnownDevice latest;

    Naming(KnownDevices devices) {
      this.devices = devices;
    }

    @Nullable KnownDevice named(String name) {
      if (latest == null || !latest.registered.name().equals(name)) {
        latest = devices.named(name);
      }
      return latest;
    }
  }

  private Message decode(Delivery delivery) {
    Optional<DeviceName> speaker = codec.speaker(delivery.topic());
    List<Word> words = codec.decode(delivery.topic(), delivery.payload(), delivery.arrivedAt());
    return new Message(delivery, speaker.map(DeviceName::value).orElse(""), words);
  }

  private void lookUpStrangers(List<Message> messages, Naming naming) {
    var strangers = new HashSet<String>();
    for (Message message : messages) {
      if (!message.speaker().isEmpty() && naming.named(message.speaker()) == null) {
        strangers.add(message.speaker());
      }
      for (Word word : message.words()) {
        String name = nameIn(word);
        if (!name.isEmpty() && naming.named(name) == null) {
          strangers.add(name);
        }
      }
    }
    if (!strangers.isEmpty()) {
      devices.lookUp(strangers);
    }
  }

  /** Only for those who may speak: others must not be able to fill the registry. */
  private void createMissingSeries(List<Message> messages, Naming naming) {
    var missing = new HashMap<KnownDevice, Set<String>>();
    for (Message message : messages) {
      for (Word word : message.words()) {
        if (word instanceof Reading reading) {
          KnownDevice device = naming.named(reading.device().value());
          if (device != null
              && !device.series.containsKey(reading.quantity().name())
              && !device.registered.retired()
              && mayBeSaidBy(message.speaker(), devices.named(message.speaker()), device)) {
            missing.computeIfAbsent(device, one -> new HashSet<>()).add(reading.quantity().name());
          }
        }
      }
    }
    if (!missing.isEmpty()) {
      devices.createSeries(missing);
    }
  }

  /**
   * Nobody by name is one of our own links; everybody else speaks for itself and those behind it.
   */
  private static boolean mayBeSaidBy(
      String speaker, @Nullable KnownDevice gateway, KnownDevice device) {
    if (speaker.isEmpty() || speaker.equals(device.registered.name())) {
      return true;
    }
    return gateway != null
        && !gateway.registered.retired()
        && device.registered.gatewayId() == gateway.id;
  }

  private void take(Batch batch, Message message, Naming naming) {
    KnownDevice speaker = message.speaker().isEmpty() ? null : naming.named(message.speaker());
    String refusedName = "";
    boolean spoke = false;
    for (Word word : message.words()) {
      if (word instanceof Rejection rejection) {
        batch.reject(rejection, message.delivery());
        continue;
      }
      String name = nameIn(word);
      if (name.equals(refusedName)) {
        continue; // said once per device and message
      }
      KnownDevice device = naming.named(name);
      if (speaker == null && !message.speaker().isEmpty()) {
        stranger(batch, message, message.speaker(), "");
        return; // for whomever it speaks, it is not registered itself
      }
      if (device == null) {
        stranger(batch, message, name, message.speaker().equals(name) ? "" : message.speaker());
        refusedName = name;
      } else if (!mayBeSaidBy(message.speaker(), speaker, device) || device.registered.retired()) {
        batch.reject(refusal(message, speaker, device), message.delivery());
        refusedName = name;
      } else {
        spoke |= settle(batch, message.delivery(), device, word);
      }
    }
    if (spoke && speaker != null) {
      batch.heard(speaker, message.delivery().arrivedAt());
    }
  }

  private static void stranger(Batch batch, Message message, String name, String gateway) {
    if (!message.delivery().retained()) {
      batch.newcomer(name, gateway, message.delivery());
    }
  }

  private static Rejection refusal(
      Message message, @Nullable KnownDevice speaker, KnownDevice device) {
    if (speaker != null && speaker.registered.retired()) {
      return new Rejection(Reason.RETIRED, "'" + message.speaker() + "' is retired");
    }
    return device.registered.retired()
        ? new Rejection(Reason.RETIRED, "'" + device.registered.name() + "' is retired")
        : new Rejection(
            Reason.NOT_BEHIND_GATEWAY,
            "'" + device.registered.name() + "' is not behind '" + message.speaker() + "'");
  }

  /** Returns whether the device was heard by it. */
  private static boolean settle(Batch batch, Delivery delivery, KnownDevice device, Word word) {
    switch (word) {
      case Reading reading -> {
        KnownSeries series = device.series.get(reading.quantity().name());
        if (series == null) {
          batch.reject(tooMany(device, reading), delivery);
          return false;
        }
        batch.add(reading, device, series, delivery.arrivedAt());
      }
      case DeviceEvent event -> batch.events.add(new Batch.Seen(device, event));
      case Snapshot snapshot ->
          batch.pictures.add(new Batch.Picture(device, snapshot, delivery.arrivedAt()));
      case Presence presence -> {
        batch.presences.add(new Batch.There(device, presence.online()));
        if (delivery.retained() || !presence.online()) {
          return false; // old news, or its last will: nobody spoke
        }
      }
      case Rejection rejection -> throw new IllegalStateException("settled before: " + rejection);
    }
    batch.heard(device, delivery.arrivedAt());
    return true;
  }

  private static Rejection tooMany(KnownDevice device, Reading reading) {
    return new Rejection(
        Reason.TOO_MANY_SERIES,
        "'%s' has %d series already, no room for '%s'"
            .formatted(device.registered.name(), device.series.size(), reading.quantity()));
  }

  private static String nameIn(Word word) {
    return switch (word) {
      case Reading reading -> reading.device().value();
      case DeviceEvent event -> event.device().value();
      case Snapshot snapshot -> snapshot.device().value();
      case Presence presence -> presence.device().value();
      case Rejection rejection -> "";
    };
  }
}
