package org.gridwatch.gateway.simulator.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was measured, the warm-up left out. {@code sent} to {@code doubled} count readings
 * ("points").
 *
 * @param drainSeconds from the last message's due time until all acknowledged was stored
 */
record LoadReport(
    long sent,
    long acknowledged,
    long stored,
    long lost,
    long doubled,
    double seconds,
    double drainSeconds,
    Histogram publishToStored,
    Histogram publishToLive,
    double serverCpuSeconds,
    long serverRssBytes,
    long alertsMissing,
    Map<String, Object> more) {

  boolean allThere() {
    return lost == 0 && doubled == 0 && alertsMissing == 0;
  }

  /** Stored in the time it took: a server that was behind at the end is charged for catching up. */
  double pointsPerSecond() {
    return stored / (seconds + drainSeconds);
  }

  /** In the order the contract names them; whatever else is known comes after. */
  Map<String, Object> asMap() {
    var map = new LinkedHashMap<String, Object>();
    map.put("sent", sent);
    map.put("acknowledged", acknowledged);
    map.put("stored", stored);
    map.put("lost", lost);
    map.put("doubled", doubled);
    map.put("pointsPerSecond", rounded(pointsPerSecond()));
    map.put("publishToStoredMs", Latencies.summary(publishToStored));
    map.put("publishToLiveMs", Latencies.summary(publishToLive));
    map.put("serverCpuSeconds", rounded(serverCpuSeconds));
    map.put("serverRssBytes", serverRssBytes);
    map.put("seconds", seconds);
    map.put("drainSeconds", rounded(drainSeconds));
    map.putAll(more);
    return map;
  }

  String json() {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(asMap());
  }

  void write(Path file) throws IOException {
    Files.writeString(file, json() + "\n");
  }

  static double rounded(double number) {
    return Math.round(number * 100) / 100.0;
  }
}
