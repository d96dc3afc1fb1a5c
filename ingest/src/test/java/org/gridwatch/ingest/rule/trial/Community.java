package org.gridwatch.ingest.rule.trial;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.gridwatch.ingest.device.DeviceDetails;
import org.gridwatch.ingest.device.Devices;
import org.gridwatch.ingest.device.Kind;
import org.gridwatch.ingest.device.Places;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.RuleJson;
import org.gridwatch.ingest.store.ReadingRows;
import org.gridwatch.ingest.store.ReadingStore;
import org.gridwatch.ingest.store.TestDatabase;
import org.jspecify.annotations.Nullable;

/** Devices on a real database, their history told by hand, and trials over it. */
final class Community implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-02T00:00:00Z"); // a Monday
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  final TestDatabase database = TestDatabase.create();
  Instant now = START.plusSeconds(60 * 86_400);
  final ReadingStore store = ReadingStore.on(database.dataSource(), () -> now);
  final Trials trials = new Trials(database.dataSource(), store, () -> ZONE, () -> now);
  private final ReadingRows rows = new ReadingRows(1_000);

  Community() {
    store.prepare();
  }

  int device(String name, Kind kind, int everySeconds) {
    return device(name, DeviceDetails.of(kind).every(everySeconds));
  }

  int device(String name, DeviceDetails details) {
    int id = new Devices(database.dataSource()).create(name, details).device().id();
    database
        .jdbc()
        .sql("update device set registered_at = ? where id = ?")
        .param(START.minusSeconds(90 * 86_400).atOffset(java.time.ZoneOffset.UTC))
        .param(id)
        .update();
    return id;
  }

  void place(int device, int building, String... grids) {
    new Places(database.dataSource())
        .set(List.of(new Places.Place(device, building, 1, 1, List.of(grids))), START);
  }

  int series(int device, String quantity) {
    return database
        .jdbc()
        .sql("insert into series (device_id, quantity) values (?, ?) returning id")
        .params(device, quantity)
        .query(Integer.class)
        .single();
  }

  /** In seconds since the start. */
  Community say(int series, double atS, double value) {
    return say(series, atS, value, 0, 0);
  }

  Community say(int series, double atS, double value, int delayS, int quality) {
    long micros = START.toEpochMilli() * 1_000 + Math.round(atS * 1e6);
    rows.add(series, micros, value, (short) quality, delayS, true, false);
    if (rows.size() >= 20_000) {
      store();
    }
    return this;
  }

  void store() {
    try (var connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      store.append(connection, rows);
      connection.commit();
      connection.setAutoCommit(true);
      rows.clear();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  void rollUp() {
    store();
    store.maintenance().run(now);
  }

  static Rule rule(String condition) {
    return rule("tried", condition, "");
  }

  /** With single quotes for double ones. */
  static Rule rule(String code, String condition, String more) {
    return RuleJson.parse(
        0,
        1,
        "{'code':'%s','condition':%s,'texts':{'title':{'en':'A'}}%s}"
            .formatted(code, condition, more)
            .replace('\'', '"'));
  }

  TrialResult run(Rule rule, @Nullable Rule other, double fromS, double toS) {
    store();
    var span = new Span(at(fromS), at(toS));
    try {
      return trials.result(new Trials.Request(rule, other, span), place -> true, new Progress());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** What it would have raised, oldest first: "DEVICE severity from-to", in seconds. */
  List<String> raised(Rule rule, double fromS, double toS) {
    return told(run(rule, null, fromS, toS).rule());
  }

  static List<String> told(TrialResult.Side side) {
    var told = new ArrayList<String>();
    for (var alert : side.alerts().reversed()) {
      Instant cleared = alert.clearedAt();
      told.add(
          "%s %s %s-%s"
              .formatted(
                  alert.device().isEmpty() ? alert.subject() : alert.device(),
                  alert.severity(),
                  seconds(alert.raisedAt()),
                  cleared == null ? "" : seconds(cleared)));
    }
    return told;
  }

  static Instant at(double seconds) {
    return START.plusMillis(Math.round(seconds * 1e3));
  }

  private static String seconds(Instant at) {
    double seconds = (Objects.requireNonNull(at).toEpochMilli() - START.toEpochMilli()) / 1e3;
    return seconds == Math.rint(seconds) ? String.valueOf((long) seconds) : String.valueOf(seconds);
  }

  @Override
  public void close() {
    trials.close();
    database.close();
  }
}
