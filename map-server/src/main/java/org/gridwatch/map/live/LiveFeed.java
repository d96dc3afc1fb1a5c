package org.gridwatch.map.live;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.gridwatch.map.live.LiveDevices.Marks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the picture true: applies what ingest tells over MQTT, and goes back to the database when
 * messages were missed, the registry changed, or at the start.
 *
 * <p>Threads: MQTT's callback applies; one of its own ticks and reloads.
 */
@Component
public final class LiveFeed implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LiveFeed.class);

  /** Frames to a viewer are at least so far apart. */
  static final long TICK_MS = 150;

  /** From the change of an alert to its telling; MQTT tells it to others. */
  private static final long ALERTS_MS = 250;

  /**
   * Ingest writes latest values and states at least this often; a reload after it misses nothing.
   */
  private static final long FLUSHED_AFTER_MS = 3_000;

  private final LivePicture picture = new LivePicture(UUID.randomUUID().toString());
  private final LiveNews news = new LiveNews();
  private final WatchedValues values = new WatchedValues();
  private final LiveDevices devices;
  private final LiveAlerts alerts;
  private final JsonMapper json = new JsonMapper();
  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("live-picture").daemon().factory());
  private String epoch = "";
  private long seq;
  private Marks marks = Marks.NONE;
  private long alertRevision = -1;
  private volatile long reloadAtMs;
  private volatile long unreadable;

  LiveFeed(LiveDevices devices, LiveAlerts alerts) {
    this.devices = devices;
    this.alerts = alerts;
  }

  public void start() {
    clockwork.scheduleWithFixedDelay(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
    clockwork.scheduleWithFixedDelay(this::followDatabase, 0, 1, TimeUnit.SECONDS);
    clockwork.scheduleWithFixedDelay(this::followAlerts, 0, ALERTS_MS, TimeUnit.MILLISECONDS);
  }

  /** A message under {@code gridwatch/live/}; what cannot be read is counted and missed. */
  public void arrived(String topic, byte[] payload) {
    try {
      switch (topic) {
        case "gridwatch/live/readings" -> apply(LiveMessage.parse(payload));
        case "gridwatch/live/event" -> tell(json.readTree(payload));
        default -> log.debug("nothing to do with {}", topic);
      }
    } catch (JacksonException
        | IllegalArgumentException
        | ArrayIndexOutOfBoundsException unreadableOne) {
      unreadable++;
      missed();
      log.warn("cannot read a message on {}: {}", topic, unreadableOne.getMessage());
    }
  }

  /** The connection was away or a message was lost: read all again once ingest has written it. */
  public void missed() {
    reloadAtMs = System.currentTimeMillis() + FLUSHED_AFTER_MS;
  }

  long unreadable() {
    return unreadable;
  }

  LiveViewer viewer(String id, LiveViewer.Sight sight) {
    return new LiveViewer(id, picture, news, values, sight);
  }

  private void apply(LiveMessage message) {
    boolean inOrder = message.epoch().equals(epoch) && message.seq() == seq + 1;
    if (!inOrder) {
      missed();
    }
    epoch = message.epoch();
    seq = message.seq();
    for (var device : message.devices()) {
      picture.heard(device.deviceId(), device.state(), device.heardAtMs());
      if (values.watching(device.deviceId())) {
        for (var value : device.values()) {
          values.heard(
              device.deviceId(),
              value.seriesId(),
              value.takenAtMs(),
              value.value(),
              value.quality());
        }
      }
    }
  }

  private void tell(JsonNode event) {
    int deviceId = event.path("deviceId").asInt();
    picture
        .leafOf(deviceId)
        .ifPresent(
            leaf ->
                news.tell(
                    "event",
                    OptionalInt.of(leaf),
                    new String(json.writeValueAsBytes(event), StandardCharsets.UTF_8)));
  }

  private void tick() {
    picture.tick(System.currentTimeMillis());
  }

  private void followDatabase() {
    try {
      Marks now = devices.marks();
      boolean missedSome = reloadAtMs != 0 && System.currentTimeMillis() >= reloadAtMs;
      if (missedSome) {
        reloadAtMs = 0;
      }
      if (missedSome || !now.devices().equals(marks.devices())) {
        long wordsBefore = picture.words();
        picture.load(devices.all(), wordsBefore);
      }
      for (String what : now.changedSince(marks)) {
        news.tell("changed", OptionalInt.empty(), "{\"what\":\"" + what + "\"}");
      }
      marks = now;
    } catch (DataAccessException away) {
      log.warn(
          "the live picture waits for the database: {}", away.getMostSpecificCause().getMessage());
    }
  }

  /**
   * Whoever opens a map reads the alerts themselves: only what happens from the start on is told.
   */
  private void followAlerts() {
    try {
      if (alertRevision < 0) {
        alertRevision = alerts.newest();
      }
      for (LiveAlerts.News one : alerts.after(alertRevision)) {
        news.tell("alert", OptionalInt.of(one.leaf()), one.json());
        alertRevision = one.revision();
      }
    } catch (DataAccessException away) {
      log.debug("alerts wait for the database: {}", away.getMostSpecificCause().getMessage());
    }
  }

  @Override
  public void close() {
    clockwork.shutdownNow();
    picture.close();
  }
}
