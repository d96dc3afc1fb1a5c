package org.gridwatch.map.notify.duty;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridwatch.ingest.rule.Schedule;
import org.gridwatch.map.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The roster as the database has it. */
@Component
public class Rosters {
  private final JdbcClient db;
  private final Settings settings;

  Rosters(JdbcClient db, Settings settings) {
    this.db = db;
    this.settings = settings;
  }

  /** All of it, people and grids of the past included. */
  public Roster load() {
    var holidays = db.sql("select day from holiday").query(LocalDate.class).list();
    return new Roster(posts(), people(), Set.copyOf(holidays), zone());
  }

  /** Of the clock on the wall. */
  public ZoneId zone() {
    return ZoneId.of(settings.place().timeZone());
  }

  private <T> Map<Integer, List<T>> grouped(String sql, String key, Row<T> row) {
    var groups = new HashMap<Integer, List<T>>();
    db.sql(sql)
        .query(
            (rows, _) ->
                groups.computeIfAbsent(rows.getInt(key), _ -> new ArrayList<>()).add(row.of(rows)))
        .list();
    return groups;
  }

  private interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  // ---- people

  private Map<Integer, Person> people() {
    var ways =
        grouped(
            "select * from person_way where ended_at is null order by person_id, rank",
            "person_id",
            Rosters::way);
    var leaves = grouped("select * from person_leave", "person_id", Rosters::fromTo);
    var people = new HashMap<Integer, Person>();
    db.sql("select * from person")
        .query(
            row -> {
              int id = row.getInt("id");
              var own = ways.getOrDefault(id, byPhone(row.getString("phone")));
              people.put(
                  id,
                  new Person(
                      id,
                      row.getString("name"),
                      instant(row, "retired_at"),
                      own,
                      leaves.getOrDefault(id, List.of())));
            });
    return people;
  }

  /** Whoever came with a list of grids has a phone number and nothing else. */
  private static List<Way> byPhone(String phone) {
    return phone.isEmpty()
        ? List.of()
        : Stream.of(Means.SMS, Means.VOICE)
            .map(means -> new Way(0, means, phone, false, null))
            .toList();
  }

  private static Way way(ResultSet row) throws SQLException {
    var from = row.getObject("quiet_from", LocalTime.class);
    var to = row.getObject("quiet_to", LocalTime.class);
    return new Way(
        row.getInt("id"),
        Means.valueOf(row.getString("means").toUpperCase(Locale.ROOT)),
        row.getString("address"),
        row.getTimestamp("verified_at") != null,
        from == null ? null : new Way.Quiet(from, to));
  }

  // ---- grids

  private Map<Integer, Post> posts() {
    var terms = "select * from grid_person where part = '%s' order by rank, valid_from, person_id";
    var leaders = grouped(terms.formatted("leader"), "grid_id", Rosters::term);
    var deputies = grouped(terms.formatted("deputy"), "grid_id", Rosters::term);
    var shifts = grouped("select * from duty_shift order by id", "grid_id", Rosters::shift);
    var swaps = grouped("select * from duty_swap order by id", "grid_id", Rosters::swap);
    return db
        .sql("select id, code, name, coalesce(parent_id, 0) as parent from grid")
        .query(
            (row, _) -> {
              int id = row.getInt("id");
              return new Post(
                  id,
                  row.getString("code"),
                  row.getString("name"),
                  row.getInt("parent"),
                  leaders.getOrDefault(id, List.of()),
                  deputies.getOrDefault(id, List.of()),
                  shifts.getOrDefault(id, List.of()),
                  swaps.getOrDefault(id, List.of()));
            })
        .list()
        .stream()
        .collect(Collectors.toMap(Post::gridId, post -> post));
  }

  private static Post.Term term(ResultSet row) throws SQLException {
    var from = row.getTimestamp("valid_from").toInstant();
    return new Post.Term(row.getInt("person_id"), new Span(from, instant(row, "valid_to")));
  }

  private static Shift shift(ResultSet row) throws SQLException {
    return new Shift(
        row.getInt("id"),
        row.getInt("person_id"),
        new Schedule(
            row.getObject("from_time", LocalTime.class),
            row.getObject("to_time", LocalTime.class),
            days((Short[]) row.getArray("days").getArray()),
            Schedule.Holidays.valueOf(row.getString("holidays").toUpperCase(Locale.ROOT))),
        row.getObject("from_day", LocalDate.class),
        row.getObject("to_day", LocalDate.class));
  }

  private static Set<DayOfWeek> days(Short[] numbers) {
    var days = new HashSet<DayOfWeek>();
    for (short number : numbers) {
      days.add(DayOfWeek.of(number));
    }
    return days;
  }

  private static Swap swap(ResultSet row) throws SQLException {
    return new Swap(
        row.getInt("id"), row.getInt("person_id"), row.getInt("instead_of"), fromTo(row));
  }

  private static Span fromTo(ResultSet row) throws SQLException {
    return new Span(row.getTimestamp("from_at").toInstant(), instant(row, "to_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
