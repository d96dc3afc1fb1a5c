package org.gridwatch.map.notify.duty;

import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** People as the API says them. */
@Component
class PeopleRows {
  /**
   * One person.
   *
   * @param account that is theirs; null: none
   * @param ways in the order in which they are tried, behind them those that have ended
   */
  record Row(
      int id,
      String name,
      String note,
      @Nullable String account,
      @Nullable Instant retiredAt,
      List<WayRow> ways,
      List<PartRow> parts,
      List<LeaveRow> leaves) {}

  /**
   * @param endedAt since then nothing is sent there, because nothing arrives; null: it is in use
   */
  record WayRow(
      String means,
      String address,
      boolean verified,
      @Nullable LocalTime quietFrom,
      @Nullable LocalTime quietTo,
      @Nullable Instant endedAt) {}

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
    var ended = ended();
    return db.sql(
            """
            select p.id, p.note, a.name as account from person p left join account a on a.id = p.account_id
             where :retired or p.retired_at is null order by p.name, p.id
            """)
        .param("retired", retired)
        .query(
            (row, _) -> {
              var person = Objects.requireNonNull(people.get(row.getInt("id")));
              return new Row(
                  person.id(),
                  person.name(),
                  row.getString("note"),
                  row.getString("account"),
                  person.retiredAt(),
                  Stream.concat(
                          person.ways().stream().map(PeopleRows::way),
                          ended.getOrDefault(person.id(), List.of()).stream())
                      .toList(),
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
        quiet == null ? null : quiet.to(),
        null);
  }

  private Map<Integer, List<WayRow>> ended() {
    var ended = new HashMap<Integer, List<WayRow>>();
    db.sql("select * from person_way where ended_at is not null order by ended_at, id")
        .query(
            row -> {
              ended
                  .computeIfAbsent(row.getInt("person_id"), _ -> new ArrayList<>())
                  .add(
                      new WayRow(
                          row.getString("means"),
                          row.getString("address"),
                          row.getTimestamp("verified_at") != null,
                          row.getObject("quiet_from", LocalTime.class),
                          row.getObject("quiet_to", LocalTime.class),
                          row.getTimestamp("ended_at").toInstant()));
            });
    return ended;
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
