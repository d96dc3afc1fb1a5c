package org.gridwatch.map.grid;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Gathers who leads and who deputises, one row for each person, and writes them together. */
final class People {
  private final JdbcTemplate jdbc;
  private final Map<Contact, Integer> known = new HashMap<>();
  private final List<Object[]> parts = new ArrayList<>();

  People(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    jdbc.query(
        "select id, name, phone from person order by id desc",
        row -> {
          known.put(new Contact(row.getString("name"), row.getString("phone")), row.getInt("id"));
        });
  }

  void appoint(int gridId, GridDraft draft, Instant from) {
    if (draft.leader().present()) {
      appointLeader(gridId, draft.leader(), from);
    }
    draft.deputies().stream()
        .filter(Contact::present)
        .distinct()
        .forEach(deputy -> parts.add(row(gridId, deputy, "deputy", from)));
  }

  People appointLeader(int gridId, Contact leader, Instant from) {
    parts.add(row(gridId, leader, "leader", from));
    return this;
  }

  void write() {
    jdbc.batchUpdate(
        "insert into grid_person (grid_id, person_id, part, valid_from) values (?, ?, ?, ?)",
        parts);
  }

  private Object[] row(int gridId, Contact contact, String part, Instant from) {
    return new Object[] {
      gridId, known.computeIfAbsent(contact, this::insert), part, Timestamp.from(from)
    };
  }

  private int insert(Contact contact) {
    return JdbcClient.create(jdbc)
        .sql("insert into person (name, phone) values (?, ?) returning id")
        .params(contact.name(), contact.phone())
        .query(Integer.class)
        .single();
  }
}
