package org.gridwatch.gateway.simulator.life;

import java.time.Instant;
import java.util.SortedMap;
import org.gridwatch.gateway.wire.Quality;

/** All that a device measures at one instant, by quantity, rounded as its sensors would. */
public record Sample(Instant at, SortedMap<String, Double> values, Quality quality) {
  /** Of a quantity that this kind of device measures. */
  public double value(String quantity) {
    var value = values.get(quantity);
    if (value == null) {
      throw new IllegalArgumentException("no " + quantity + " among " + values.keySet());
    }
    return value;
  }

  /** As the wire's telemetry has it. */
  public void json(StringBuilder out) {
    out.append("{\"ts\":").append(at.toEpochMilli()).append(",\"values\":{");
    boolean first = true;
    for (var entry : values.entrySet()) {
      out.append(first ? "\"" : ",\"")
          .append(entry.getKey())
          .append("\":")
          .append(entry.getValue());
      first = false;
    }
    out.append('}');
    if (quality.grade() != Quality.Grade.GOOD) {
      out.append(",\"quality\":\"").append(lower(quality.grade())).append('"');
      if (quality.reason() != Quality.Reason.NONE) {
        out.append(",\"reason\":\"").append(lower(quality.reason())).append('"');
      }
    }
    out.append('}');
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(java.util.Locale.ROOT);
  }
}
