package org.gridwatch.gateway.simulator.life;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gridwatch.gateway.wire.DeviceEvent.Phase;

/**
 * Something that happens to the community: it builds up, lasts and ends.
 *
 * @param number of the story in its script; its events carry it in their id
 * @param focus the device where it happens
 * @param cast what each device takes part with, the focus among them
 * @param moments what cameras say about it, in order
 */
public record Story(
    int number,
    Plot plot,
    Instant start,
    Instant end,
    String focus,
    Map<String, Part> cast,
    List<Moment> moments) {
  public enum Plot {
    /** Gas seeps into one building and from it to the neighbours, until the valve is shut. */
    GAS_LEAK(330),
    /** A main breaks: flow jumps, pressure falls all around. */
    BURST_PIPE(300),
    /** A fuse blows: one phase is gone in a few cabinets. */
    LOST_PHASE(200),
    /** Everybody cools at once: a transformer runs past its rating and the voltage sags. */
    OVERLOAD(300),
    /** Somebody hangs a bag over a camera. */
    CAMERA_COVERED(160),
    /** A camera sees smoke. */
    SMOKE(190),
    /** A gateway loses its power; what hangs behind it cannot be heard. */
    GATEWAY_DIES(330),
    /** Nothing bad: many people at a gate. */
    CROWD(40);

    final Duration lasts;

    Plot(int seconds) {
      this.lasts = Duration.ofSeconds(seconds);
    }
  }

  /**
   * How a device takes part.
   *
   * @param strength 1 at the focus, less around it
   * @param delay until it begins to feel it
   */
  public record Part(double strength, Duration delay) {}

  /**
   * A camera's word.
   *
   * @param event its id, the same from start to end
   */
  public record Moment(
      Instant at, String camera, String event, String type, double score, Phase phase, View view) {
    /** As the wire's event has it. */
    public String json() {
      return "{\"ts\":%d,\"id\":\"%s\",\"type\":\"%s\",\"score\":%s,\"phase\":\"%s\"}"
          .formatted(at.toEpochMilli(), event, type, score, phase.name().toLowerCase(Locale.ROOT));
    }
  }

  /** What a camera's picture shows. */
  public enum View {
    CLEAR,
    SMOKE,
    COVERED,
    /** Nothing to send with this word. */
    NONE
  }

  boolean running(Instant at) {
    return !at.isBefore(start) && at.isBefore(end);
  }

  boolean touches(String device, Instant at) {
    return running(at) && cast.containsKey(device);
  }

  /** How far a change has come that begins and ends at these seconds of the story, 0..1. */
  double ramp(Instant at, Duration delay, double fromSecond, double toSecond) {
    double seconds = Duration.between(start.plus(delay), at).toMillis() / 1000.0;
    return Math.clamp((seconds - fromSecond) / (toSecond - fromSecond), 0, 1);
  }
}
