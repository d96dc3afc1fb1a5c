package org.gridwatch.map.live;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * What every device is doing now, as the maps show it.
 *
 * <p>There is no queue towards a viewer. Each device remembers the tick of its last change, and a
 * viewer asks for what changed after the tick it has seen: one that reads slowly gets fewer, newer
 * and fuller frames. Viewers with the same rights at the same tick share one encoding.
 *
 * <p>Threads: any; the monitor is held for microseconds.
 */
final class LivePicture {
  private static final int FRAMES_KEPT = 64;

  /**
   * A device as it is now.
   *
   * @param leaf the leaf grid it lies in; 0 when unassigned
   */
  record DeviceNow(int id, int leaf, LiveState state, long heardAtMs) {}

  /**
   * What a viewer is sent.
   *
   * @param tick what the viewer has seen when it has read this
   */
  @SuppressWarnings(
      "ArrayRecordComponent") // shared by all viewers of the same scope, never compared
  record Frame(long tick, byte[] data) {}

  /**
   * Who may see what.
   *
   * @param key equal for viewers who see the same leaves
   */
  record Scope(Object key, IntPredicate seesLeaf) {}

  private record FrameKey(Object scope, long after, long tick) {}

  private final String epoch;
  private final Map<Integer, Integer> slots = new HashMap<>();
  private final Map<FrameKey, Frame> frames = new HashMap<>();
  private int[] ids = new int[1024];
  private int[] leaves = new int[1024];
  private byte[] states = new byte[1024];
  private long[] heardAt = new long[1024];
  private long[] changedIn = new long[1024];
  private long[] heardIn = new long[1024];
  private boolean[] gone = new boolean[1024];
  private int size;
  private long words;
  private long tick = 1;
  private long tickedAtMs;
  private boolean dirty;
  private boolean closed;

  LivePicture(String epoch) {
    this.epoch = epoch;
  }

  String epoch() {
    return epoch;
  }

  /**
   * To be asked before the database is: what is heard from then on may be newer than its answer.
   */
  synchronized long words() {
    return words;
  }

  /**
   * The registry as it was: adds, moves and removes. The states are the database's too, but for
   * devices heard since.
   *
   * @param wordsBefore what {@link #words} said before the database was asked
   */
  synchronized void load(Collection<DeviceNow> devices, long wordsBefore) {
    var present = new HashSet<Integer>();
    for (DeviceNow device : devices) {
      present.add(device.id());
      int slot = slotOf(device.id());
      if (leaves[slot] != device.leaf() || gone[slot]) {
        leaves[slot] = device.leaf();
        gone[slot] = false;
        touch(slot);
      }
      if (heardIn[slot] <= wordsBefore) {
        set(slot, device.state(), Math.max(device.heardAtMs(), heardAt[slot]));
      }
    }
    for (int slot = 0; slot < size; slot++) {
      gone[slot] |= !present.contains(ids[slot]);
    }
  }

  /** A device's new state or newer word; nobody sees it before the registry has told of it too. */
  synchronized void heard(int deviceId, LiveState state, long heardAtMs) {
    int slot = slotOf(deviceId);
    heardIn[slot] = ++words;
    set(slot, state, Math.max(heardAtMs, heardAt[slot]));
  }

  /** The leaf of a device, when it is known here. */
  synchronized Optional<Integer> leafOf(int deviceId) {
    return Optional.ofNullable(slots.get(deviceId))
        .filter(slot -> !gone[slot])
        .map(slot -> leaves[slot]);
  }

  /** Closes the current tick and wakes the viewers, when there is something to see. */
  synchronized void tick(long nowMs) {
    if (dirty) {
      tick++;
      tickedAtMs = nowMs;
      dirty = false;
      frames.clear();
      notifyAll();
    }
  }

  /** Waits for a tick after {@code seen}, at most so long; false when the picture was closed. */
  synchronized boolean await(long seen, long atMostMs) throws InterruptedException {
    if (!closed && tick <= seen) {
      wait(atMostMs);
    }
    return !closed;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized int devices() {
    return size;
  }

  /**
   * All that changed after {@code seen} within the scope; empty when nothing did. 0: everything.
   */
  synchronized Optional<Frame> since(long seen, Scope scope) {
    if (seen >= tick) {
      return Optional.empty();
    }
    if (frames.size() >= FRAMES_KEPT) {
      frames.clear();
    }
    return Optional.of(
        frames.computeIfAbsent(
            new FrameKey(scope.key(), seen, tick), _ -> encode(seen, scope.seesLeaf())));
  }

  private Frame encode(long seen, IntPredicate sees) {
    var json = new StringBuilder(256);
    json.append("event: picture\ndata: {\"epoch\":\"").append(epoch);
    json.append("\",\"seq\":").append(tick).append(",\"at\":").append(tickedAtMs);
    json.append(",\"full\":").append(seen == 0).append(",\"devices\":[");
    int empty = json.length();
    for (int slot = 0; slot < size; slot++) {
      if (changedIn[slot] > seen && !gone[slot] && sees.test(leaves[slot])) {
        json.append(json.length() == empty ? "[" : ",[");
        json.append(ids[slot]).append(',').append(states[slot]);
        json.append(',').append(heardAt[slot]).append(']');
      }
    }
    json.append("]}\n\n");
    return new Frame(tick, json.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void set(int slot, LiveState state, long heardAtMs) {
    byte code = (byte) state.ordinal();
    if (states[slot] != code || heardAt[slot] != heardAtMs) {
      states[slot] = code;
      heardAt[slot] = heardAtMs;
      touch(slot);
    }
  }

  private void touch(int slot) {
    changedIn[slot] = tick + 1;
    dirty = true;
  }

  private int slotOf(int id) {
    return slots.computeIfAbsent(
        id,
        _ -> {
          if (size == ids.length) {
            grow();
          }
          ids[size] = id;
          gone[size] = true;
          return size++;
        });
  }

  private void grow() {
    int capacity = ids.length * 2;
    ids = Arrays.copyOf(ids, capacity);
    leaves = Arrays.copyOf(leaves, capacity);
    states = Arrays.copyOf(states, capacity);
    heardAt = Arrays.copyOf(heardAt, capacity);
    heardIn = Arrays.copyOf(heardIn, capacity);
    changedIn = Arrays.copyOf(changedIn, capacity);
    gone = Arrays.copyOf(gone, capacity);
  }

  /** How many devices are in each state, for the metrics. */
  synchronized List<Integer> counts() {
    var counts = new ArrayList<Integer>(List.of(0, 0, 0, 0));
    for (int slot = 0; slot < size; slot++) {
      if (!gone[slot]) {
        counts.set(states[slot], counts.get(states[slot]) + 1);
      }
    }
    return counts;
  }
}
