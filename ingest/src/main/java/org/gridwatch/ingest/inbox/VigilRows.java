package org.gridwatch.ingest.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.gridwatch.ingest.rule.Ladder;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.ingest.rule.Track;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What rules know between two readings, in {@code rule_state}: a row for each rule and device that
 * is not calm.
 */
final class VigilRows {
  private static final JsonMapper JSON = new JsonMapper();

  private VigilRows() {}

  private record Row(int ruleId, int deviceId, int part, @Nullable String state) {}

  /** In the order of the key, as every writer of this table: no two wait for each other. */
  static void write(Connection connection, Collection<Vigil> vigils) throws SQLException {
    List<Row> rows =
        vigils.stream()
            .map(
                vigil ->
                    new Row(
                        vigil.rule.id(),
                        vigil.device.id,
                        vigil.part,
                        vigil.calm() ? null : write(vigil).toString()))
            .sorted(
                Comparator.comparingInt(Row::ruleId)
                    .thenComparingInt(Row::deviceId)
                    .thenComparingInt(Row::part))
            .toList();
    delete(connection, rows.stream().filter(row -> row.state() == null).toList());
    upsert(connection, rows.stream().filter(row -> row.state() != null).toList());
  }

  private static void delete(Connection connection, List<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (var delete =
        connection.prepareStatement(
            """
            delete from rule_state
             where (rule_id, device_id, part) in (select * from unnest(?, ?, ?::smallint[]))
            """)) {
      setKeys(delete, rows);
      delete.executeUpdate();
    }
  }

  private static void upsert(Connection connection, List<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (var upsert =
        connection.prepareStatement(
            """
            insert into rule_state (rule_id, device_id, part, state)
            select r, d, p, s::jsonb from unnest(?, ?, ?::smallint[], ?) as new (r, d, p, s)
            on conflict (rule_id, device_id, part) do update set state = excluded.state
            """)) {
      setKeys(upsert, rows);
      upsert.setArray(
          4,
          connection.createArrayOf(
              "text", rows.stream().map(row -> Objects.requireNonNull(row.state())).toArray()));
      upsert.executeUpdate();
    }
  }

  private static void setKeys(PreparedStatement statement, List<Row> rows) throws SQLException {
    statement.setObject(1, rows.stream().mapToInt(Row::ruleId).toArray());
    statement.setObject(2, rows.stream().mapToInt(Row::deviceId).toArray());
    statement.setObject(3, rows.stream().mapToInt(Row::part).toArray());
  }

  private static ObjectNode write(Vigil vigil) {
    var json = JSON.createObjectNode();
    Severity standing = vigil.standing();
    if (standing != null) {
      json.put("standing", standing.label()).put("on", vigil.standingOn());
      json.put("since", vigil.standingSinceMs());
    }
    if (vigil.untilMs() > 0) {
      json.put("until", vigil.untilMs());
    }
    if (!vigil.ladder().isCalm()) {
      write(vigil.ladder(), json.putObject("ladder"));
    }
    for (var track : vigil.tracks().entrySet()) {
      if (!track.getValue().isCalm()) {
        write(track.getValue(), json.withObject("/tracks").putObject(track.getKey()));
      }
    }
    json.put("version", vigil.rule.version());
    return json;
  }

  private static void write(Track track, ObjectNode json) {
    write(track.ladder(), json);
    if (!track.passedOver().isEmpty()) {
      var passed = json.putArray("passed_over");
      track.passedOver().forEach(passed::add);
    }
  }

  private static void write(Ladder ladder, ObjectNode json) {
    json.put("last", ladder.lastMs());
    var held = json.putArray("held");
    for (long ms : ladder.heldMs()) {
      held.add(ms);
    }
  }

  /**
   * What stood and what was held when we last ran. The steps of another version of the rule may be
   * others: then only what fits is taken, and the next reading says the rest.
   */
  static void recall(Vigil vigil, String state) {
    JsonNode json = JSON.readTree(state);
    Ladder calm = vigil.ladder().calmed();
    for (var track : json.path("tracks").properties()) {
      Track own = vigil.track(track.getKey());
      if (own != null) {
        own.restore(ladder(track.getValue(), own.ladder().calmed()));
        own.recallPassedOver(
            track.getValue().path("passed_over").valueStream().map(JsonNode::asLong).toList());
      }
    }
    vigil.recall(
        Severity.parse(json.path("standing").asString("")).orElse(null),
        json.path("on").asString(""),
        json.path("since").asLong(0),
        json.path("until").asLong(0),
        ladder(json.path("ladder"), calm));
  }

  private static Ladder ladder(JsonNode json, Ladder calm) {
    JsonNode held = json.path("held");
    if (held.size() != calm.heldMs().length) {
      return calm;
    }
    long[] ms = new long[held.size()];
    for (int i = 0; i < ms.length; i++) {
      ms[i] = held.get(i).asLong();
    }
    return new Ladder(json.path("last").asLong(), ms);
  }
}
