package org.gridwatch.map.notify.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.message.Occasion;
import org.jspecify.annotations.Nullable;

/**
 * A notice as it is stored.
 *
 * @param alertId 0: it carries several, which are folded into it
 * @param personId 0: the control room
 * @param rest ways that are tried if this one fails
 * @param tries so far
 */
record NoticeRow(
    long id,
    String key,
    long alertId,
    Occasion occasion,
    Severity severity,
    int round,
    String target,
    int personId,
    String means,
    String address,
    List<Wanted.Address> rest,
    Instant queuedAt,
    int tries) {

  static NoticeRow read(ResultSet row, List<Wanted.Address> rest) throws SQLException {
    return new NoticeRow(
        row.getLong("id"),
        row.getString("key"),
        row.getLong("alert_id"),
        Occasion.of(row.getString("occasion")),
        Severity.parse(row.getString("severity")).orElseThrow(),
        row.getInt("round"),
        row.getString("target"),
        row.getInt("person_id"),
        row.getString("means"),
        row.getString("address"),
        rest,
        Objects.requireNonNull(instant(row, "queued_at")),
        row.getInt("tries"));
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
