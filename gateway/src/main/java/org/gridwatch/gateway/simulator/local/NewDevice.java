package org.gridwatch.gateway.simulator.local;

/**
 * A device to register.
 *
 * @param gateway the gateway it speaks behind; empty when it speaks for itself
 * @param place empty or {@code lon,lat}
 * @param originalTime exempt from retention
 */
public record NewDevice(
    String name,
    String kind,
    String model,
    String label,
    int expectedIntervalSeconds,
    String place,
    String gateway,
    boolean originalTime) {

  static final String HEADER =
      "name,kind,model,label,expected_interval_s,lon,lat,gateway,original_time\n";

  String line() {
    return String.join(
            ",",
            name,
            kind,
            model,
            quoted(label),
            Integer.toString(expectedIntervalSeconds),
            place.isEmpty() ? "," : place,
            gateway,
            Boolean.toString(originalTime))
        + "\n";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
