package org.gridwatch.map.notify.duty;

import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** People as the API says them. */
@Component
class PeopleRows {
  /** One person. {@code ways} in the order in which they are tried. */
  record Row(
      int id,
      String name,
      String note,
      @Nullable Instant retiredAt,
      List<WayRow> ways,
      List<PartRow> parts,
      List<LeaveRow> leaves) {}

  record WayRow(
      String means,
      String address,
      boolean verified,
      @Nullable LocalTime quietFrom,
      @Nullable LocalTime quietTo) {}

  /** A grid the person answers for now, as {@code leader} or {@code deputy}. */
  record PartRow(String grid, String name, String part) {}

  record LeaveRow(int id, Instant from, Instant to, String reason) {}

  private final Rosters rosters;
  private final JdbcClient db;

  PeopleRows(Rosters rosters, JdbcClient db) {
    this.rosters = rosters;
    this.db = db;
  }

  Optional<Row> find(int id) {
    return all(true).stream().filter(row -> row.id == id).findFirst();
  }

  List<Row> all(boolean retired) {
    var people = rosters.load().people();
    var parts = parts();
    var leaves = leaves();
    return db.sql(
            "select id, note from person where :retired or retired_at is null order by name, id")
        .param("retired", retired)
        .query(
            (row, _) -> {
              var person = Objects.requireNonNull(people.get(row.getInt("id")));
              return new Row(
                  person.id(),
                  person.name(),
                  row.getString("note"),
                  person.retiredAt(),
                  person.ways().stream().map(PeopleRows::way).toList(),
                  parts.getOrDefault(person.id(), List.of()),
                  leaves.getOrDefault(person.id(), List.of()));
            })
        .list();
  }

  private static WayRow way(Way way) {
    var quiet = way.quiet();
    return new WayRow(
        way.means().label(),
        way.address(),
        way.verified(),
        quiet == null ? null : quiet.from(),
        quiet == null ? null : quiet.to());
  }

  private Map<Integer, List<PartRow>> parts() {
    var parts = new HashMap<Integer, List<PartRow>>();
    db.sql(
            """
            select p.person_id, p.part, g.code, g.name from grid_person p
              join grid g on g.id = p.grid_id and g.ended_at is null
             where p.valid_to is null order by g.code, p.part
            """)
        .query(
            row -> {
              parts
                  .computeIfAbsent(row.getInt("person_id"), _ -> new ArrayList<>())
                  .add(
                      new PartRow(
                          row.getString("code"), row.getString("name"), row.getString("part")));
            });
    return parts;
  }

  private Map<Integer, List<LeaveRow>> leaves() {
    var leaves = new HashMap<Integer, List<LeaveRow>>();
    db.sql("select * from person_leave where to_at > now() order by from_at, id")
        .query(
            row -> {
              leaves
                  .computeIfAbsent(row.getInt("person_id"), _ -> new ArrayList<>())
                  .add(
                      new LeaveRow(
                          row.getInt("id"),
                          row.getTimestamp("from_at").toInstant(),
                          row.getTimestamp("to_at").toInstant(),
                          row.getString("reason")));
            });
    return leaves;
  }
}
