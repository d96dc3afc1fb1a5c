package org.gridwatch.gateway.simulator.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message as bytes, in which only the time and the running number change: making the next one is
 * a copy and a few digits. Each value is its quantity's everyday value plus the running number as
 * millionths, so that no two readings of a series are alike.
 */
final class PayloadTemplate {
  static final int MAX_NUMBER = 1_000_000;

  private static final int TIME_DIGITS = 13;
  private static final int NUMBER_DIGITS = 6;
  private static final List<String> QUANTITIES =
      List.of(
          "voltage_a",
          "voltage_b",
          "voltage_c",
          "current_a",
          "current_b",
          "current_c",
          "power",
          "energy",
          "temp",
          "load_rate");
  private static final int[] EVERYDAY = {220, 221, 222, 10, 11, 12, 5, 100, 30, 40};

  private final byte[] bytes;
  private final int[] times;
  private final int[] numbers;

  private PayloadTemplate(byte[] bytes, int[] times, int[] numbers) {
    this.bytes = bytes;
    this.times = times;
    this.numbers = numbers;
  }

  static PayloadTemplate telemetry(int points) {
    return new Writer().readings(points).template();
  }

  static PayloadTemplate batch(List<String> devices, int pointsEach) {
    var writer = new Writer().text("{");
    for (int i = 0; i < devices.size(); i++) {
      writer.text(i == 0 ? "\"" : ",\"").text(devices.get(i)).text("\":[");
      writer.readings(pointsEach).text("]");
    }
    return writer.text("}").template();
  }

  static String quantity(int index) {
    return index < QUANTITIES.size() ? QUANTITIES.get(index) : "channel_" + index;
  }

  byte[] next(long epochMillis, int number) {
    byte[] message = bytes.clone();
    for (int at : times) {
      digits(message, at, TIME_DIGITS, epochMillis);
    }
    for (int at : numbers) {
      digits(message, at, NUMBER_DIGITS, number);
    }
    return message;
  }

  private static void digits(byte[] into, int from, int count, long number) {
    long rest = number;
    for (int i = from + count - 1; i >= from; i--) {
      into[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static final class Writer {
    private final StringBuilder text = new StringBuilder();
    private final List<Integer> times = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();

    Writer text(String more) {
      text.append(more);
      return this;
    }

    Writer readings(int points) {
      text("{\"ts\":");
      times.add(text.length());
      text("0".repeat(TIME_DIGITS)).text(",\"values\":{");
      for (int i = 0; i < points; i++) {
        int everyday = i < EVERYDAY.length ? EVERYDAY[i] : 1;
        text(i == 0 ? "\"" : ",\"").text(quantity(i)).text("\":" + everyday + ".");
        numbers.add(text.length());
        text("0".repeat(NUMBER_DIGITS));
      }
      return text("}}");
    }

    PayloadTemplate template() {
      return new PayloadTemplate(
          text.toString().getBytes(StandardCharsets.US_ASCII),
          times.stream().mapToInt(Integer::intValue).toArray(),
          numbers.stream().mapToInt(Integer::intValue).toArray());
    }
  }
}
