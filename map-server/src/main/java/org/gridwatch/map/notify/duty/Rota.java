package org.gridwatch.map.notify.duty;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.gridwatch.map.account.Conflict;
import org.gridwatch.map.grid.MapRevision;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes who has which part in a grid, and the turns. */
@Component
class Rota {
  private final DataSource database;
  private final JdbcClient db;
  private final TransactionTemplate transaction;

  Rota(DataSource database, JdbcClient db) {
    this.database = database;
    this.db = db;
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
  }

  /** From now on these and no others; whoever keeps a part keeps it without a break. */
  void appoint(int gridId, @Nullable Integer leader, List<Integer> deputies, Instant now) {
    transaction.executeWithoutResult(_ -> appointNow(gridId, leader, deputies, now));
  }

  private void appointNow(
      int gridId, @Nullable Integer leader, List<Integer> deputies, Instant now) {
    end(gridId, "leader", leader == null ? List.of() : List.of(leader), now);
    end(gridId, "deputy", deputies, now);
    if (leader != null) {
      begin(gridId, "leader", leader, now);
    }
    for (int rank = 0; rank < deputies.size(); rank++) {
      begin(gridId, "deputy", deputies.get(rank), now);
      rank(gridId, deputies.get(rank), rank);
    }
    MapRevision.raise(database, MapRevision.Part.GRIDS);
  }

  private void rank(int gridId, int deputy, int rank) {
    db.sql(
            """
            update grid_person set rank = ?
             where grid_id = ? and person_id = ? and part = 'deputy' and valid_to is null
            """)
        .params(rank, gridId, deputy)
        .update();
  }

  /** One more deputy, or another leader. */
  void add(int gridId, String part, int person, Instant now) {
    transaction.executeWithoutResult(
        _ -> {
          if (part.equals("leader")) {
            end(gridId, part, List.of(person), now);
          }
          begin(gridId, part, person, now);
          MapRevision.raise(database, MapRevision.Part.GRIDS);
        });
  }

  private void end(int gridId, String part, List<Integer> keep, Instant now) {
    db.sql(
            """
            update grid_person set valid_to = :now
             where grid_id = :grid and part = :part and valid_to is null
               and not (person_id = any(:keep))
            """)
        .param("now", Timestamp.from(now))
        .param("grid", gridId)
        .param("part", part)
        .param("keep", keep.toArray(Integer[]::new))
        .update();
  }

  private void begin(int gridId, String part, int person, Instant now) {
    db.sql(
            """
            insert into grid_person (grid_id, person_id, part, valid_from, rank)
            select :grid, :person, :part, :now,
                   (select coalesce(max(rank) + 1, 0) from grid_person
                     where grid_id = :grid and part = :part and valid_to is null)
             where not exists (
              select from grid_person where grid_id = :grid and person_id = :person
                 and part = :part and valid_to is null)
            """)
        .param("grid", gridId)
        .param("person", person)
        .param("part", part)
        .param("now", Timestamp.from(now))
        .update();
  }

  /** Changes whenever somebody saves turns of this grid. */
  String version(int gridId) {
    return db.sql(
            "select coalesce(max(id), 0) || '-' || count(*) from duty_shift where grid_id = ?")
        .param(gridId)
        .query(String.class)
        .single();
  }

  /**
   * These turns and no others.
   *
   * @param seen the version that is to be replaced; null: whichever there is
   * @throws Conflict when somebody else has saved turns since
   */
  void set(int gridId, List<Shift> shifts, @Nullable String seen) {
    transaction.executeWithoutResult(
        _ -> {
          db.sql("select from grid where id = ? for update").param(gridId).query().listOfRows();
          if (seen != null && !seen.equals(version(gridId))) {
            throw new Conflict("somebody else has saved turns of this grid meanwhile");
          }
          setNow(gridId, shifts);
        });
  }

  private void setNow(int gridId, List<Shift> shifts) {
    db.sql("delete from duty_shift where grid_id = ?").param(gridId).update();
    for (Shift shift : shifts) {
      var when = shift.when();
      db.sql(
              """
              insert into duty_shift
                (grid_id, person_id, from_time, to_time, days, holidays, from_day, to_day)
              values (:grid, :person, :from, :to, :days, :holidays, :first, :last)
              """)
          .param("grid", gridId)
          .param("person", shift.personId())
          .param("from", when.from())
          .param("to", when.to())
          .param(
              "days",
              when.days().stream()
                  .map(day -> (short) day.getValue())
                  .sorted()
                  .toArray(Short[]::new))
          .param("holidays", when.holidays().name().toLowerCase(Locale.ROOT))
          .param("first", shift.from())
          .param("last", shift.to())
          .update();
    }
  }

  int swap(int gridId, Swap swap, String reason, String by) {
    return db.sql(
            """
            insert into duty_swap (grid_id, person_id, instead_of, from_at, to_at, reason, made_by)
            values (:grid, :person, nullif(:instead, 0), :from, :to, :reason, :by) returning id
            """)
        .param("grid", gridId)
        .param("person", swap.personId())
        .param("instead", swap.insteadOf())
        .param("from", Timestamp.from(swap.span().from()))
        .param("to", timestamp(swap.span().to()))
        .param("reason", reason)
        .param("by", by)
        .query(Integer.class)
        .single();
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant at) {
    return at == null ? null : Timestamp.from(at);
  }

  boolean dropSwap(int gridId, int id) {
    return db.sql("delete from duty_swap where id = ? and grid_id = ?").params(id, gridId).update()
        == 1;
  }
}
