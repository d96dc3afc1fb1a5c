package org.gridwatch.ingest.rule.trial;

import java.util.Arrays;

/**
 * Readings of some devices in one slice of time, put into the order in which each device's would
 * have been judged. Threads: one.
 */
final class Told {
  /** What arrived so close together came together, and was put in order before it was judged. */
  private static final long TOGETHER_MS = 2_000;

  private static final int PLACE_BITS = 22;

  private int size;
  private int[] devices = new int[1 << 12];
  private int[] tracks = new int[1 << 12];
  private long[] taken = new long[1 << 12];
  private long[] arrived = new long[1 << 12];
  private double[] values = new double[1 << 12];

  /** Takes what is to be judged. */
  interface Judge {
    void hear(int device, int track, long takenMs, long arrivedMs, double value);
  }

  void add(int device, int track, long takenMs, long arrivedMs, double value) {
    if (size == devices.length) {
      grow();
    }
    devices[size] = device;
    tracks[size] = track;
    taken[size] = takenMs;
    arrived[size] = arrivedMs;
    values[size++] = value;
  }

  int size() {
    return size;
  }

  /**
   * Hands over all that had arrived before {@code endMs}; what arrives later waits for the next
   * slice.
   */
  void judge(int deviceCount, long endMs, Judge judge) {
    int[] begins = byDevice(deviceCount);
    int[] order = new int[size];
    int[] next = begins.clone();
    for (int row = 0; row < size; row++) {
      order[next[devices[row]]++] = row;
    }
    int waiting = 0;
    int[] later = new int[size];
    for (int device = 0; device < deviceCount; device++) {
      int[] rows = Arrays.copyOfRange(order, begins[device], begins[device + 1]);
      for (int row : inOrder(rows)) {
        if (arrived[row] >= endMs) {
          later[waiting++] = row;
        } else {
          judge.hear(device, tracks[row], taken[row], arrived[row], values[row]);
        }
      }
    }
    keep(Arrays.copyOf(later, waiting));
  }

  private int[] byDevice(int deviceCount) {
    int[] begins = new int[deviceCount + 1];
    for (int row = 0; row < size; row++) {
      begins[devices[row] + 1]++;
    }
    for (int device = 0; device < deviceCount; device++) {
      begins[device + 1] += begins[device];
    }
    return begins;
  }

  /** By the device's time where that is how they arrived; else as they arrived. */
  private int[] inOrder(int[] rows) {
    sort(rows, taken);
    long newest = Long.MIN_VALUE;
    for (int row : rows) {
      if (arrived[row] < newest - TOGETHER_MS) {
        sort(rows, arrived);
        sortWhatCameTogether(rows);
        return rows;
      }
      newest = Math.max(newest, arrived[row]);
    }
    return rows;
  }

  private void sortWhatCameTogether(int[] rows) {
    for (int begin = 0; begin < rows.length; ) {
      int end = begin + 1;
      while (end < rows.length && arrived[rows[end]] - arrived[rows[begin]] <= TOGETHER_MS) {
        end++;
      }
      int[] together = Arrays.copyOfRange(rows, begin, end);
      sort(together, taken);
      System.arraycopy(together, 0, rows, begin, together.length);
      begin = end;
    }
  }

  /** Stable: of equal times the first stays first. */
  private static void sort(int[] rows, long[] times) {
    boolean sorted = true;
    for (int i = 1; i < rows.length && sorted; i++) {
      sorted = times[rows[i - 1]] <= times[rows[i]];
    }
    if (sorted) {
      return;
    }
    long base = times[rows[0]];
    for (int row : rows) {
      base = Math.min(base, times[row]);
    }
    long[] keys = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      keys[i] = ((times[rows[i]] - base) << PLACE_BITS) | i;
    }
    Arrays.sort(keys);
    int[] before = rows.clone();
    for (int i = 0; i < rows.length; i++) {
      rows[i] = before[(int) (keys[i] & ((1 << PLACE_BITS) - 1))];
    }
  }

  private void keep(int[] rows) {
    Arrays.sort(rows);
    for (int i = 0; i < rows.length; i++) {
      devices[i] = devices[rows[i]];
      tracks[i] = tracks[rows[i]];
      taken[i] = taken[rows[i]];
      arrived[i] = arrived[rows[i]];
      values[i] = values[rows[i]];
    }
    size = rows.length;
  }

  private void grow() {
    int capacity = size * 2;
    devices = Arrays.copyOf(devices, capacity);
    tracks = Arrays.copyOf(tracks, capacity);
    taken = Arrays.copyOf(taken, capacity);
    arrived = Arrays.copyOf(arrived, capacity);
    values = Arrays.copyOf(values, capacity);
  }
}
