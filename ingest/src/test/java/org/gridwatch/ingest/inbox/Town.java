package org.gridwatch.ingest.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.gridwatch.gateway.codec.Codecs;
import org.gridwatch.gateway.simulator.Station;
import org.gridwatch.gateway.simulator.community.Community;
import org.gridwatch.gateway.simulator.life.Life;
import org.gridwatch.gateway.simulator.life.Script;
import org.gridwatch.gateway.simulator.life.Story;
import org.gridwatch.gateway.wire.DeviceName;
import org.gridwatch.gateway.wire.Topic;
import org.gridwatch.ingest.alert.Alerts;
import org.gridwatch.ingest.device.DeviceDetails;
import org.gridwatch.ingest.device.Devices;
import org.gridwatch.ingest.device.Kind;
import org.gridwatch.ingest.device.Places;
import org.gridwatch.ingest.device.Places.Place;
import org.gridwatch.ingest.device.Position;
import org.gridwatch.ingest.device.Rejects;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.Rules;
import org.gridwatch.ingest.store.ReadingRows;
import org.gridwatch.ingest.store.ReadingStore;
import org.gridwatch.ingest.store.TestDatabase;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The demo community under the default rules, with the real judging over a real database, and with
 * time that passes as fast as it can: what devices say goes straight to where a lane would take it.
 */
final class Town implements AutoCloseable {
  private static final long PAST_DAYS = 28;

  private record Turn(Instant at, Station station) {}

  private final TestDatabase database = TestDatabase.create();
  private final Community community;
  private final Script script;
  private final Life life;
  private final ReadingStore store;
  private final Settlement.Storing storing;
  private final KnownDevices devices;
  private final Sorting sorting;
  private final Settlement settlement;
  private final TimeJudge timeJudge;
  private final Following following;
  private final Sight sight = new Sight();
  private final PriorityQueue<Turn> turns = new PriorityQueue<>(Comparator.comparing(Turn::at));
  private Instant now;

  /** Where it puts its readings. */
  interface Shelf {
    Settlement.Storing in(ReadingStore store, JdbcClient db, Collection<Rule> rules);
  }

  /** A town in which everything that is said is stored. */
  Town(Community community, Script script, Instant begin, Predicate<Community.Device> remembers)
      throws SQLException {
    this(community, script, begin, remembers, (store, db, rules) -> store::append);
  }

  /**
   * @param remembers whose readings there are of the weeks before, each half hour
   */
  Town(
      Community community,
      Script script,
      Instant begin,
      Predicate<Community.Device> remembers,
      Shelf shelf)
      throws SQLException {
    this.community = community;
    this.script = script;
    this.life = new Life(community, script);
    this.now = begin;
    var dataSource = database.dataSource();
    this.store = ReadingStore.on(dataSource, () -> now);
    store.prepare();
    new Rules(dataSource).addDefaults();
    register();
    this.devices = new KnownDevices(dataSource, ZoneOffset.ofHours(8), () -> now);
    var usual = new Usual(store);
    var gatherings = new Gatherings();
    var alerts = new Alerts(dataSource);
    var judge = new Judge(devices, usual, () -> now, new SimpleMeterRegistry());
    var rejects = new Rejects(dataSource, ZoneOffset.UTC);
    var turn = devices.settling.readLock();
    this.storing = shelf.in(store, database.jdbc(), Rules.defaults());
    this.settlement = new Settlement(dataSource, storing, rejects, judge, alerts, turn);
    this.sorting = new Sorting(Codecs.all(), devices);
    this.timeJudge = new TimeJudge(devices, gatherings, alerts, dataSource, () -> now, news -> {});
    var nights = new Nights(devices, timeJudge, store);
    this.following = new Following(devices, timeJudge, usual, nights, dataSource, () -> now);
    remember(begin.minus(Duration.ofDays(PAST_DAYS)), begin, remembers);
    devices.load();
    settle();
  }

  // ---- as it is before anything happens

  private void register() {
    var dataSource = database.dataSource();
    var registry = new Devices(dataSource);
    registry.createAll(
        community.devices().stream()
            .sorted(Comparator.comparing(device -> !device.isGateway()))
            .map(device -> new Devices.NewDevice(device.name(), details(device)))
            .toList());
    Map<String, Community.Grid> grids =
        community.grids().stream().collect(Collectors.toMap(Community.Grid::code, grid -> grid));
    var leaves = community.leaves().stream().map(Community.Grid::code).toList();
    var places = new ArrayList<Place>();
    for (var device : community.devices()) {
      int id = registry.find(device.name()).orElseThrow().id();
      var codes = codes(device, grids);
      int leaf = codes.isEmpty() ? 0 : leaves.indexOf(codes.getFirst()) + 1;
      places.add(new Place(id, device.building() + 1, leaf, leaf, codes));
    }
    long longAgo = now.minus(Duration.ofDays(60)).getEpochSecond();
    database
        .jdbc()
        .sql("update device set registered_at = to_timestamp(?)")
        .param(longAgo)
        .update();
    new Places(dataSource).set(places, now.minus(Duration.ofDays(60)));
  }

  private static DeviceDetails details(Community.Device device) {
    return new DeviceDetails(
        Kind.valueOf(device.kind().name()),
        device.model(),
        device.label(),
        device.expectedIntervalSeconds(),
        new Position(device.lon(), device.lat()),
        device.address(),
        device.gateway(),
        List.of(),
        "",
        false);
  }

  private List<String> codes(Community.Device device, Map<String, Community.Grid> grids) {
    var leaf = community.leaves().stream().filter(grid -> holds(grid, device)).findFirst();
    var codes = new ArrayList<String>();
    for (var grid = leaf.orElse(null); grid != null; grid = grids.get(grid.parent())) {
      codes.add(grid.code());
    }
    return codes;
  }

  private static boolean holds(Community.Grid grid, Community.Device device) {
    var boundary = grid.boundary();
    return boundary.intersects(
        boundary.getFactory().createPoint(new Coordinate(device.lon(), device.lat())));
  }

  private void remember(Instant from, Instant to, Predicate<Community.Device> remembers)
      throws SQLException {
    var jdbc = database.jdbc();
    for (var device : community.devices()) {
      if (!remembers.test(device)) {
        continue;
      }
      var rows = new ReadingRows(4_096);
      var series = new HashMap<String, Integer>();
      Life.history(community, device, from, to, Duration.ofMinutes(30))
          .forEach(
              reading -> {
                int id =
                    series.computeIfAbsent(
                        reading.quantity().name(),
                        quantity ->
                            jdbc.sql(
                                    """
                                    insert into series (device_id, quantity)
                                    select id, ? from device where name = ? returning id
                                    """)
                                .params(quantity, device.name())
                                .query(Integer.class)
                                .single());
                long micros = reading.takenAt().toEpochMilli() * 1_000;
                rows.add(id, micros, reading.value(), (short) 0, (short) 0, true, false);
              });
      append(rows);
    }
    while (!store.maintenance().run(to)) {
      Thread.onSpinWait();
    }
  }

  private void append(ReadingRows rows) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      storing.append(connection, rows);
      connection.commit();
    }
  }

  private void settle() {
    var wards =
        community.devices().stream()
            .filter(device -> !device.speaksForItself())
            .collect(Collectors.groupingBy(Community.Device::gateway));
    for (var device : community.devices()) {
      if (device.speaksForItself()) {
        var station = new Station(device, wards.getOrDefault(device.name(), List.of()), life, now);
        turns.add(new Turn(station.next(now), station));
      }
    }
  }

  // ---- time

  /** Until then, looking at what no reading says every {@code step}. */
  void live(Instant until, Duration step) {
    while (now.isBefore(until)) {
      var before = now;
      now = now.plus(step);
      settlement.settle(sorting.sort(said(before)));
      devices.follow();
      following.run();
      sight.look(now.toEpochMilli(), true);
      timeJudge.run(sight);
    }
  }

  /** What is due since then; each message comes when it is said. */
  private List<Delivery> said(Instant since) {
    var said = new ArrayList<Delivery>();
    while (!turns.isEmpty() && !turns.element().at().isAfter(now)) {
      Turn turn = turns.remove();
      said.addAll(said(turn));
      turns.add(new Turn(next(turn), turn.station()));
    }
    for (Story story : script.around(now)) {
      for (Story.Moment moment : story.moments()) {
        if (moment.at().isAfter(since) && !moment.at().isAfter(now)) {
          var topic = Topic.of(new DeviceName(moment.camera()), Topic.Kind.EVENT).toString();
          said.add(delivery(topic, moment.json().getBytes(UTF_8), moment.at()));
        }
      }
    }
    return said;
  }

  private static List<Delivery> said(Turn turn) {
    return turn.station().away(turn.at())
        ? List.of()
        : turn.station().speak(turn.at()).stream()
            .map(speech -> delivery(speech.topic(), speech.payload(), turn.at()))
            .toList();
  }

  private static Instant next(Turn turn) {
    return turn.station().away(turn.at())
        ? turn.at().plusSeconds(5)
        : turn.station().next(turn.at());
  }

  @SuppressWarnings("NullAway") // nobody waits for an acknowledgement
  private static Delivery delivery(String topic, byte[] payload, Instant at) {
    return new Delivery(null, false, topic, payload, at);
  }

  /** Minutes and hours, for what looks back at them. */
  void rollUp() {
    store.maintenance().run(now);
  }

  /** Whether the device really could not be heard. */
  boolean away(String name, Instant at) {
    return community.devices().stream()
        .filter(device -> device.name().equals(name))
        .anyMatch(device -> life.away(device, at));
  }

  // ---- what came of it

  /**
   * @param on the device's name, or the building or grid
   * @param happened all that happened to it, in order
   * @param incident 0: none
   */
  record Raised(
      String rule,
      String on,
      String worst,
      String phase,
      Instant at,
      int reopened,
      int incident,
      String happened) {
    boolean heldBack() {
      return happened.contains("held-back");
    }
  }

  List<Raised> alerts() {
    return database
        .jdbc()
        .sql(
            """
            select a.*, coalesce(d.name, a.subject) as on_, coalesce(a.incident_id, 0) as incident,
                   (select string_agg(e.what, ', ' order by e.id)
                      from alert_event e where e.alert_id = a.id) as happened
              from alert a left join device d on d.id = a.device_id order by a.id
            """)
        .query(
            (row, n) ->
                new Raised(
                    row.getString("rule_code"),
                    row.getString("on_"),
                    row.getString("worst"),
                    row.getString("phase"),
                    row.getTimestamp("raised_at").toInstant(),
                    row.getInt("reopened"),
                    row.getInt("incident"),
                    row.getString("happened")))
        .list();
  }

  Map<String, Long> rejects() {
    var rejects = new LinkedHashMap<String, Long>();
    database
        .jdbc()
        .sql("select reason, sum(count) as n from reject_count group by reason")
        .query(
            row -> {
              rejects.put(row.getString("reason"), row.getLong("n"));
            });
    return rejects;
  }

  @Override
  public void close() {
    database.close();
  }
}
