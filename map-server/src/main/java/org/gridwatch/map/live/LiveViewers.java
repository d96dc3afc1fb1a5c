package org.gridwatch.map.live;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.gridwatch.map.account.CurrentRights;
import org.gridwatch.map.account.Rights;
import org.gridwatch.map.live.LivePicture.Scope;
import org.springframework.stereotype.Component;

/** Everybody who has the map open. */
@Component
class LiveViewers {
  static final int MOST = 5_000;

  private record Seated(LiveViewer viewer, String account) {}

  private final Map<String, Seated> seated = new ConcurrentHashMap<>();
  private final LiveFeed feed;
  private final LiveDevices devices;
  private final CurrentRights currentRights;

  LiveViewers(LiveFeed feed, LiveDevices devices, CurrentRights currentRights) {
    this.feed = feed;
    this.devices = devices;
    this.currentRights = currentRights;
  }

  boolean full() {
    return seated.size() >= MOST;
  }

  int count() {
    return seated.size();
  }

  void serve(Rights rights, List<String> watch, OutputStream out)
      throws IOException, InterruptedException {
    var viewer =
        feed.viewer(
            UUID.randomUUID().toString(), () -> currentRights.now(rights).map(LiveViewers::scope));
    seated.put(viewer.id(), new Seated(viewer, rights.name()));
    try {
      viewer.watch(devices.ids(watch));
      viewer.serve(out);
    } finally {
      seated.remove(viewer.id());
      viewer.left();
    }
  }

  /** Empty for a viewer that is not there or somebody else's. */
  Optional<LiveViewer> of(Rights rights, String viewerId) {
    return Optional.ofNullable(seated.get(viewerId))
        .filter(seat -> seat.account().equals(rights.name()))
        .map(Seated::viewer);
  }

  private static Scope scope(Rights rights) {
    Object key = rights.allLeaves() ? "all" : rights.leaves();
    return new Scope(key, rights::sees);
  }
}
