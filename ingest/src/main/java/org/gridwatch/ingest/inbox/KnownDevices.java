package org.gridwatch.ingest.inbox;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.sql.DataSource;
import org.gridwatch.ingest.device.Device;
import org.gridwatch.ingest.device.Devices;
import org.gridwatch.ingest.device.Places;
import org.gridwatch.ingest.device.Places.Place;
import org.gridwatch.ingest.rule.RuleBook;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The registry in memory, following the database by its revision, with what each device is doing.
 *
 * <p>Threads: looking up needs no lock; whoever hears, judges or takes away holds {@link #lock}.
 */
final class KnownDevices {
  /** A device that says more different things than this is broken or hostile. */
  static final int MOST_SERIES = 200;

  final ReentrantLock lock = new ReentrantLock();

  /** Lanes settle side by side (read); whoever judges by time settles alone (write). */
  final ReentrantReadWriteLock settling = new ReentrantReadWriteLock();

  private final Devices registry;
  private final Places places;
  private final DataSource dataSource;
  private final JdbcClient db;
  private final InstantSource clock;
  private final Map<Integer, KnownDevice> byId = new ConcurrentHashMap<>();
  private final Map<String, KnownDevice> byName = new ConcurrentHashMap<>();
  private final List<KnownDevice> toTell = new ArrayList<>();
  private volatile RuleBook book;
  private long revision = -1;

  KnownDevices(DataSource dataSource, ZoneId zone, InstantSource clock) {
    this.registry = new Devices(dataSource);
    this.places = new Places(dataSource);
    this.dataSource = dataSource;
    this.book = RuleBook.empty(zone);
    this.db = JdbcClient.create(dataSource);
    this.clock = clock;
  }

  @Nullable KnownDevice named(String name) {
    return byName.get(name);
  }

  Collection<KnownDevice> all() {
    return byId.values();
  }

  @Nullable KnownDevice withId(int id) {
    return byId.get(id);
  }

  /** Everything anew, from the database: when this process becomes the one that works. */
  void load() {
    lock.lock();
    try {
      byId.clear();
      byName.clear();
      toTell.clear();
      revision = -1;
      book = RuleBook.read(dataSource, book.zone());
      follow();
      new Memory(db, book, clock).recall(byId);
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock: how far these are judged, as the database has it. */
  void recollect(Collection<KnownDevice> those) {
    var some = new HashMap<Integer, KnownDevice>();
    those.forEach(device -> some.put(device.id, device));
    new Memory(db, book, clock).recollect(some);
    those.forEach(device -> device.settle(clock.millis()));
  }

  /** What changed in the registry since the last look. */
  void follow() {
    long now = registry.revision();
    if (now != revision) {
      var changed = registry.changedAfter(revision);
      take(changed);
      loadSeries(changed.stream().map(Device::id).toList());
      revision = now;
    }
  }

  /** Names that are not known yet and may have been registered a moment ago. */
  void lookUp(Set<String> names) {
    var found =
        db.sql("select id from device where name = any(?)")
            .param(names.toArray(String[]::new))
            .query(Integer.class)
            .list();
    if (!found.isEmpty()) {
      follow();
    }
  }

  private void take(List<Device> changed) {
    Map<Integer, Place> now = places.current(changed.stream().map(Device::id).toList());
    lock.lock();
    try {
      for (Device device : changed) {
        KnownDevice known = byId.get(device.id());
        if (known != null && !known.registered.name().equals(device.name())) {
          byName.remove(known.registered.name(), known);
        }
        boolean fresh = known == null;
        if (known == null) {
          known = new KnownDevice(device, clock.millis());
        }
        known.registered = device;
        known.place = now.getOrDefault(device.id(), Place.unassigned(device.id(), 0));
        known.stale = !fresh;
        if (fresh) {
          attach(known, new Judgement(), clock.millis());
        }
        byId.put(device.id(), known);
        byName.put(device.name(), known);
      }
    } finally {
      lock.unlock();
    }
  }

  RuleBook book() {
    return book;
  }

  void use(RuleBook other) {
    book = other;
  }

  /**
   * Under the lock: the rules that watch it now. A rule that did already goes on from where it is,
   * one that does no longer ends what it raised.
   */
  void attach(KnownDevice device, Judgement judgement, long now) {
    List<Vigil> before = device.vigils;
    var wasWatched = new HashMap<KnownSeries, List<KnownSeries.Watched>>();
    device.series.values().forEach(one -> wasWatched.put(one, one.watched));
    boolean wasStale = device.stale;
    judgement.back(
        () -> {
          device.watchedBy(before);
          device.stale = wasStale;
          wasWatched.forEach((one, watched) -> one.watched = watched);
        });
    device.watchedBy(Vigils.of(device, book, before));
    device.stale = false;
    device.series.values().forEach(device::watch);
    Vigils.settle(device, before, book, judgement, now);
  }

  private void loadSeries(List<Integer> devices) {
    db.sql("select id, device_id, quantity from series where device_id = any(?)")
        .param(devices.toArray(Integer[]::new))
        .query(
            row -> {
              add(row.getInt("device_id"), row.getInt("id"), row.getString("quantity"));
            });
  }

  private void add(int deviceId, int seriesId, String quantity) {
    lock.lock();
    try {
      KnownDevice device = byId.get(deviceId);
      if (device != null && !device.series.containsKey(quantity)) {
        device.addSeries(new KnownSeries(seriesId, quantity));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Makes the series that are missing, up to the limit of each device. */
  void createSeries(Map<KnownDevice, Set<String>> missing) {
    var devices = new ArrayList<Integer>();
    var quantities = new ArrayList<String>();
    missing.forEach(
        (device, names) ->
            names.stream()
                .limit(Math.max(0, MOST_SERIES - device.series.size()))
                .forEach(
                    name -> {
                      devices.add(device.id);
                      quantities.add(name);
                    }));
    if (devices.isEmpty()) {
      return;
    }
    db.sql(
            """
            insert into series (device_id, quantity)
            select * from unnest(?, ?) order by 1, 2 on conflict do nothing
            """)
        .param(devices.toArray(Integer[]::new))
        .param(quantities.toArray(String[]::new))
        .update();
    loadSeries(devices.stream().distinct().toList());
  }

  /** Under the lock: the live stream shall hear of it. */
  void tell(KnownDevice device) {
    if (!device.touched) {
      device.touched = true;
      toTell.add(device);
    }
  }

  /** Under the lock. */
  List<KnownDevice> takeUntold() {
    if (toTell.isEmpty()) {
      return List.of();
    }
    var untold = List.copyOf(toTell);
    toTell.clear();
    untold.forEach(device -> device.touched = false);
    return untold;
  }

  Map<String, Integer> countByState() {
    var counts = new HashMap<String, Integer>();
    lock.lock();
    try {
      for (KnownDevice device : byId.values()) {
        if (!device.registered.retired()) {
          counts.merge(device.verdict.state().label(), 1, Integer::sum);
        }
      }
      return counts;
    } finally {
      lock.unlock();
    }
  }
}
