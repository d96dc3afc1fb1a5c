package org.gridwatch.ingest.store;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Readings on their way into the store, column by column; it grows as rows are added.
 *
 * <p>Threads: one.
 */
public final class ReadingRows {
  private int size;
  private int[] seriesIds;
  private long[] takenAtMicros;
  private double[] values;
  private short[] qualities;
  private short[] delaysSeconds;
  private boolean[] clocked;
  private boolean[] kept;

  public ReadingRows(int expected) {
    int capacity = Math.max(expected, 16);
    seriesIds = new int[capacity];
    takenAtMicros = new long[capacity];
    values = new double[capacity];
    qualities = new short[capacity];
    delaysSeconds = new short[capacity];
    clocked = new boolean[capacity];
    kept = new boolean[capacity];
  }

  /**
   * Adds a row; its index is the size before.
   *
   * @param takenAtMicros since 1970
   * @param value finite
   * @param quality {@code Quality.code()}
   * @param delaySeconds how late it arrived; cut to 0..32767
   * @param clocked whether the device gave the time: then a second row of the same series and
   *     instant is the same reading; otherwise it is another one, and moves to the next free
   *     microsecond
   * @param kept of a device exempt from retention ({@code device.original_time})
   */
  public void add(
      int seriesId,
      long takenAtMicros,
      double value,
      short quality,
      long delaySeconds,
      boolean clocked,
      boolean kept) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "value of series " + seriesId + " must be finite, was " + value);
    }
    if (size == seriesIds.length) {
      grow();
    }
    this.seriesIds[size] = seriesId;
    this.takenAtMicros[size] = takenAtMicros;
    this.values[size] = value;
    this.qualities[size] = quality;
    this.delaysSeconds[size] = (short) Math.clamp(delaySeconds, 0, Short.MAX_VALUE);
    this.clocked[size] = clocked;
    this.kept[size] = kept;
    size++;
  }

  public int size() {
    return size;
  }

  public int seriesId(int row) {
    return seriesIds[row];
  }

  /**
   * After an append: where the row was put, which for a row without device time may be later than
   * given.
   */
  public long takenAtMicros(int row) {
    return takenAtMicros[row];
  }

  public double value(int row) {
    return values[row];
  }

  public short quality(int row) {
    return qualities[row];
  }

  public short delaySeconds(int row) {
    return delaysSeconds[row];
  }

  public boolean clocked(int row) {
    return clocked[row];
  }

  public boolean kept(int row) {
    return kept[row];
  }

  /** Empties it for the next batch; the memory stays. */
  public void clear() {
    size = 0;
  }

  void moveOneMicrosecondLater(int row) {
    takenAtMicros[row]++;
  }

  /**
   * Rows of one destination, by series, then time, then as they came: the index is written in its
   * own order.
   */
  int[] sorted(boolean keptOnes) {
    long[] keys = new long[size];
    int count = 0;
    for (int row = 0; row < size; row++) {
      if (kept[row] == keptOnes) {
        keys[count++] = ((long) seriesIds[row] << 32) | row;
      }
    }
    Arrays.sort(keys, 0, count);
    int[] order = new int[count];
    boolean inTime = true;
    for (int i = 0; i < count; i++) {
      order[i] = (int) keys[i];
      inTime &= i == 0 || !isAfter(order[i - 1], order[i]);
    }
    return inTime ? order : byTime(order);
  }

  private boolean isAfter(int row, int next) {
    return seriesIds[row] == seriesIds[next] && takenAtMicros[row] > takenAtMicros[next];
  }

  private int[] byTime(int[] order) {
    return IntStream.of(order)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingInt(row -> seriesIds[row])
                .thenComparingLong(row -> takenAtMicros[row]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private void grow() {
    int capacity = size * 2;
    seriesIds = Arrays.copyOf(seriesIds, capacity);
    takenAtMicros = Arrays.copyOf(takenAtMicros, capacity);
    values = Arrays.copyOf(values, capacity);
    qualities = Arrays.copyOf(qualities, capacity);
    delaysSeconds = Arrays.copyOf(delaysSeconds, capacity);
    clocked = Arrays.copyOf(clocked, capacity);
    kept = Arrays.copyOf(kept, capacity);
  }
}
