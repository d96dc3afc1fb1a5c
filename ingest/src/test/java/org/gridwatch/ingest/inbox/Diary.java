package org.gridwatch.ingest.inbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.gridwatch.ingest.device.Kind;

/**
 * What a device measures in its time, oldest first: values that wander over the limits of its
 * rules, with gaps. The same of the same random numbers.
 *
 * @param quantities of each page
 */
record Diary(Kind kind, int quantities, List<Page> pages) {
  /** The interval that is expected of the device. */
  static final int EVERY_SECONDS = 10;

  private static final long BEGIN = 1_767_225_600_000L;

  record Page(long atMs, String values) {
    byte[] payload() {
      return "{\"ts\":%d,\"values\":{%s}}".formatted(atMs, values).getBytes(StandardCharsets.UTF_8);
    }
  }

  /** A quantity that wanders between two ends. */
  private record Walk(String quantity, double usual, double stride, double least, double most) {
    double next(double value, Random random) {
      double home = (usual - value) * 0.03;
      return Math.clamp(value + home + random.nextGaussian() * stride, least, most);
    }
  }

  private static final List<Walk> GAS =
      List.of(new Walk("ch4_lel", 8, 7, 0, 70), new Walk("gas_pressure", 2.2, 0.4, 0.8, 5.6));
  private static final List<Walk> WATER = List.of(new Walk("pressure", 0.15, 0.02, 0.02, 0.5));

  static Diary of(Kind kind, int pages, Random random) {
    List<Walk> walks = kind == Kind.GAS ? GAS : WATER;
    double[] values = walks.stream().mapToDouble(Walk::usual).toArray();
    var written = new ArrayList<Page>();
    long at = BEGIN;
    for (int i = 0; i < pages; i++) {
      at += random.nextInt(25) == 0 ? 60_000 : random.nextInt(2_000, 12_000);
      for (int w = 0; w < values.length; w++) {
        values[w] = walks.get(w).next(values[w], random);
      }
      written.add(page(at, walks, values));
    }
    return new Diary(kind, walks.size(), written);
  }

  /** Something extreme of before this instant, by more than what is put in order again. */
  Page late(long beforeMs, Set<Long> taken, Random random) {
    List<Walk> walks = kind == Kind.GAS ? GAS : WATER;
    double[] values =
        walks.stream().mapToDouble(w -> random.nextBoolean() ? w.least() : w.most()).toArray();
    long at = beforeMs - 10_001 - random.nextInt(200_000);
    while (taken.contains(at)) {
      at--;
    }
    return page(at, walks, values);
  }

  private static Page page(long at, List<Walk> walks, double[] values) {
    var text = new StringBuilder();
    for (int w = 0; w < values.length; w++) {
      text.append(w == 0 ? "" : ",")
          .append(String.format(Locale.ROOT, "\"%s\":%.3f", walks.get(w).quantity(), values[w]));
    }
    return new Page(at, text.toString());
  }

  /** Of all pages. */
  Set<Long> times() {
    var times = new TreeSet<Long>();
    pages.forEach(page -> times.add(page.atMs()));
    return times;
  }
}
