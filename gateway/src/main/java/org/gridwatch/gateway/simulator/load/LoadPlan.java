package org.gridwatch.gateway.simulator.load;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is to be measured; checked once, here.
 *
 * @param devices that measure; in batch mode they speak behind gateways
 * @param points readings in each message
 * @param behind devices behind each gateway; 0 when every device speaks for itself
 * @param warmUpSeconds published before and left out of every number
 * @param inFlight most messages without acknowledgement; beyond it the generator falls behind
 * @param viewers idle live viewers beside the one that measures
 * @param alarms a second, by gas detectors beside; 0 for none
 * @param told whether it is measured as well how soon a channel is told of them
 * @param referenceSeconds how long the bare inserts run; 0 for not at all
 */
record LoadPlan(
    Path dataDir,
    int httpPort,
    int mqttPort,
    int devices,
    double messagesPerSecond,
    int points,
    int behind,
    int warmUpSeconds,
    int seconds,
    int threads,
    int inFlight,
    int viewers,
    double alarms,
    boolean told,
    int referenceSeconds,
    Optional<Path> report) {
  private static final int MAX_MESSAGES_PER_DEVICE = 1_000_000;
  private static final int MAX_ALARMS = 50;

  LoadPlan {
    require("--devices", devices, 1, 100_000);
    require("--points", points, 1, 1_000);
    require("--behind", behind, 0, 1_000);
    require("--warm-up", warmUpSeconds, 0, 3_600);
    require("--seconds", seconds, 1, 86_400);
    require("--threads", threads, 1, 64);
    require("--in-flight", inFlight, 1, 10_000_000);
    require("--viewers", viewers, 0, 10_000);
    require("--reference-seconds", referenceSeconds, 0, 600);
    if (!(messagesPerSecond >= 0.01 && messagesPerSecond <= 10_000_000)) {
      throw new IllegalArgumentException(
          "--messages-per-second must be 0.01..10000000, was " + messagesPerSecond);
    }
    if (!(alarms == 0 || alarms >= 0.01 && alarms <= MAX_ALARMS)) {
      throw new IllegalArgumentException(
          "--alarms must be 0 or 0.01.." + MAX_ALARMS + ", was " + alarms);
    }
    if (told && alarms == 0) {
      throw new IllegalArgumentException("--told needs --alarms: without one nobody is told");
    }
    if (behind > 0 && (points % behind != 0 || devices % behind != 0)) {
      throw new IllegalArgumentException(
          "--points and --devices must be multiples of --behind ("
              + behind
              + "), were "
              + points
              + " and "
              + devices);
    }
    int speakers = behind == 0 ? devices : devices / behind;
    if (messagesPerSecond / speakers > 500) {
      throw new IllegalArgumentException(
          "--messages-per-second must be at most 500 for each connection: device times count"
              + " milliseconds");
    }
    if (messagesPerSecond / speakers * (warmUpSeconds + seconds) > MAX_MESSAGES_PER_DEVICE) {
      throw new IllegalArgumentException("more than 1000000 messages for each connection");
    }
    if (threads > speakers) {
      throw new IllegalArgumentException("--threads must be at most the connections, " + speakers);
    }
  }

  private static void require(String option, int value, int from, int to) {
    if (value < from || value > to) {
      throw new IllegalArgumentException(
          option + " must be " + from + ".." + to + ", was " + value);
    }
  }

  /** Connections: the devices, or the gateways they are behind. */
  int speakers() {
    return behind == 0 ? devices : devices / behind;
  }

  int devicesPerSpeaker() {
    return behind == 0 ? 1 : behind;
  }

  int pointsPerDevice() {
    return points / devicesPerSpeaker();
  }
}
