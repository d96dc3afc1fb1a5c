package org.gridwatch.map.live;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.gridwatch.map.live.LivePicture.Scope;

/**
 * One open map. Runs on the request's own virtual thread: waits for the next tick, writes what is
 * new, and blocks when the browser does not read; what changes meanwhile is in its next frame.
 */
final class LiveViewer {
  /** Who this viewer is now; empty when it is nobody any more (signed out, disabled, revoked). */
  interface Sight {
    Optional<Scope> now();
  }

  static final Duration BEAT = Duration.ofSeconds(5);

  private final String id;
  private final LivePicture picture;
  private final LiveNews news;
  private final WatchedValues values;
  private final Sight sight;
  private final Map<Integer, String> watched = new ConcurrentHashMap<>();
  private long tickSeen;
  private long newsSeen;
  private long valuesSeen;

  LiveViewer(String id, LivePicture picture, LiveNews news, WatchedValues values, Sight sight) {
    this.id = id;
    this.picture = picture;
    this.news = news;
    this.values = values;
    this.sight = sight;
  }

  String id() {
    return id;
  }

  /** What it looks at closely from now on: device ids with their names. */
  synchronized void watch(Map<Integer, String> devices) {
    devices.keySet().forEach(values::watch);
    watched.keySet().forEach(values::unwatch);
    watched.clear();
    watched.putAll(devices);
  }

  /** Returns when the viewer has gone or lost its rights, or when the server stops. */
  void serve(OutputStream out) throws IOException, InterruptedException {
    newsSeen = news.last();
    write(
        out,
        "event: hello\ndata: {\"viewer\":\""
            + id
            + "\",\"epoch\":\""
            + picture.epoch()
            + "\"}\n\n");
    long nextBeat = System.nanoTime();
    Scope scope = new Scope("nobody", _ -> false);
    do {
      if (System.nanoTime() >= nextBeat) {
        var now = sight.now();
        if (now.isEmpty()) {
          write(out, "event: bye\ndata: {}\n\n");
          out.flush();
          return;
        }
        if (!now.get().key().equals(scope.key())) {
          tickSeen = 0; // other rights, another picture
        }
        scope = now.get();
        nextBeat = System.nanoTime() + BEAT.toNanos();
        write(out, "event: beat\ndata: {\"at\":" + System.currentTimeMillis() + "}\n\n");
      }
      tell(out, scope);
      out.flush();
    } while (picture.await(tickSeen, millisUntil(nextBeat)));
  }

  void left() {
    watch(Map.of());
  }

  private void tell(OutputStream out, Scope scope) throws IOException {
    var frame = picture.since(tickSeen, scope);
    if (frame.isPresent()) {
      out.write(frame.get().data());
      tickSeen = frame.get().tick();
    }
    var page = news.after(newsSeen, scope);
    newsSeen = page.last();
    for (String item : page.frames()) {
      write(out, item);
    }
    long upTo = values.last();
    for (var device : watched.entrySet()) {
      boolean mine =
          picture.leafOf(device.getKey()).filter(leaf -> scope.seesLeaf().test(leaf)).isPresent();
      if (mine) {
        var fresh = values.since(valuesSeen, device.getKey(), device.getValue());
        if (fresh.isPresent()) {
          write(out, fresh.get());
        }
      }
    }
    valuesSeen = upTo;
  }

  private static long millisUntil(long nanoTime) {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanoTime - System.nanoTime()));
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
