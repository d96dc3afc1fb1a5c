package org.gridwatch.ingest.alert;

import java.sql.Connection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gridwatch.ingest.alert.Outcome.Changed;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The alerts that one transaction changes: locked, changed in memory, and written in a few
 * statements however many they are.
 *
 * <p>One desk is open at a time in the whole installation, until its transaction ends. So revisions
 * become visible in their own order, causes and incidents are seen by all alike, and nobody waits
 * for anybody in a circle. Threads: one.
 */
final class Desk {
  private static final long ONE_AT_A_TIME = 0x616c657274646573L; // "alertdes"
  private static final JsonMapper JSON = new JsonMapper();

  final JdbcClient db;
  final Instant now;
  private final Map<Long, Sheet> sheets = new LinkedHashMap<>();

  /** An alert and what happened to it here. */
  private static final class Sheet {
    Alert alert;
    boolean stored;
    boolean changed;
    int told;
    final List<AlertEvent> entries = new ArrayList<>();

    Sheet(Alert alert, boolean stored) {
      this.alert = alert;
      this.stored = stored;
    }
  }

  private Desk(JdbcClient db, Instant now) {
    this.db = db;
    this.now = now;
  }

  static Desk open(Connection connection, Instant now) {
    var db = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    db.sql("select pg_advisory_xact_lock(?)").param(ONE_AT_A_TIME).query(row -> {});
    return new Desk(db, now);
  }

  OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** Locks the alerts to which the condition on {@code a} applies. Returns them as they are now. */
  List<Alert> take(String condition, Object... values) {
    var taken =
        db.sql(AlertRows.SELECT + " where " + condition + " order by a.id for no key update of a")
            .params(values)
            .query(AlertRows::read)
            .list();
    taken.forEach(alert -> sheets.putIfAbsent(alert.id(), new Sheet(alert, true)));
    return taken.stream().map(alert -> alert(alert.id())).toList();
  }

  List<Alert> take(Collection<Long> ids) {
    return ids.isEmpty() ? List.of() : take("a.id = any(?)", (Object) ids.toArray(Long[]::new));
  }

  Alert alert(long id) {
    return sheet(id).alert;
  }

  private Sheet sheet(long id) {
    return Objects.requireNonNull(sheets.get(id), () -> "alert " + id + " was not taken");
  }

  Alert add(long id, Changed raised) {
    var sheet = new Sheet(raised.alert().with(id), false);
    sheets.put(id, sheet);
    note(sheet, sheet.alert, raised.entries());
    return sheet.alert;
  }

  Outcome happen(long id, Happening what) {
    var sheet = sheet(id);
    Outcome outcome = AlertLife.next(sheet.alert, what, now);
    if (outcome instanceof Changed(var alert, var entries)) {
      note(sheet, alert, entries);
    }
    return outcome;
  }

  private static void note(Sheet sheet, Alert alert, List<AlertEvent> entries) {
    sheet.alert = alert;
    sheet.changed = true;
    sheet.entries.addAll(entries);
  }

  /** Those that something happened to. */
  List<Alert> changed() {
    return sheets.values().stream()
        .filter(sheet -> !sheet.entries.isEmpty())
        .map(sheet -> sheet.alert)
        .toList();
  }

  /** Their ids, for SQL's {@code = any(?)}. */
  Long[] changedIds() {
    return changed().stream().map(Alert::id).toArray(Long[]::new);
  }

  /** Those that were raised or came back here, and are active. */
  List<Alert> risen() {
    return sheets.values().stream()
        .filter(sheet -> sheet.alert.active() && sheet.entries.stream().anyMatch(Desk::rises))
        .map(sheet -> sheet.alert)
        .toList();
  }

  private static boolean rises(AlertEvent entry) {
    return entry.what() == AlertEvent.What.RAISED || entry.what() == AlertEvent.What.REOPENED;
  }

  /** So that SQL sees what happened so far. May be called again. */
  void write() {
    var fresh = new ArrayList<Alert>();
    var known = new ArrayList<Alert>();
    var entries = JSON.createArrayNode();
    for (Sheet sheet : sheets.values()) {
      if (sheet.changed) {
        (sheet.stored ? known : fresh).add(sheet.alert);
        for (AlertEvent entry : sheet.entries.subList(sheet.told, sheet.entries.size())) {
          AlertRows.write(sheet.alert.id(), entry, entries.addObject());
        }
      }
    }
    Map<Long, Long> revisions = new HashMap<>(AlertRows.insert(db, fresh));
    revisions.putAll(AlertRows.update(db, known));
    AlertRows.append(db, entries);
    revisions.forEach((id, revision) -> written(sheet(id), revision));
  }

  private static void written(Sheet sheet, long revision) {
    sheet.alert = sheet.alert.at(revision);
    sheet.stored = true;
    sheet.changed = false;
    sheet.told = sheet.entries.size();
  }

  /** What whoever listens is told after the commit; ask when all is written. */
  List<Told> told() {
    return sheets.values().stream()
        .filter(sheet -> !sheet.entries.isEmpty())
        .map(sheet -> new Told(sheet.alert, sheet.entries.getFirst().what().label()))
        .toList();
  }
}
