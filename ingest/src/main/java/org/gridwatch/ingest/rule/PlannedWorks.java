package org.gridwatch.ingest.rule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.gridwatch.ingest.device.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Planned work as stored: nothing is ever deleted, for alerts name the work that kept them quiet.
 * Every change raises the revision that whoever judges follows. Threads: any.
 */
public final class PlannedWorks {
  private final JdbcClient db;
  private final TransactionTemplate transaction;

  public PlannedWorks(DataSource dataSource) {
    this.db = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
  }

  /** What ends after that instant, the earliest first. */
  public List<PlannedWork> endingAfter(Instant after) {
    return db.sql(
            """
            select * from planned_work
             where least(to_at, coalesce(ended_at, to_at)) > ? order by from_at, id
            """)
        .param(after.atOffset(ZoneOffset.UTC))
        .query(PlannedWorks::read)
        .list();
  }

  public Optional<PlannedWork> find(int id) {
    return db.sql("select * from planned_work where id = ?")
        .param(id)
        .query(PlannedWorks::read)
        .optional();
  }

  public PlannedWork add(PlannedWork.Wish wish, String who) {
    return changing(
        () -> {
          int id =
              db.sql(
                      """
                      insert into planned_work (place, place_ref, kinds, from_at, to_at, reason, made_by)
                      values (?, ?, ?, ?, ?, ?, ?) returning id
                      """)
                  .params(
                      wish.place().label(),
                      wish.ref(),
                      wish.kinds().stream().map(Kind::label).sorted().toArray(String[]::new),
                      wish.from().atOffset(ZoneOffset.UTC),
                      wish.to().atOffset(ZoneOffset.UTC),
                      wish.reason(),
                      who)
                  .query(Integer.class)
                  .single();
          return find(id).orElseThrow();
        });
  }

  /** Ends it before its time. Empty: it is over already, or there is none. */
  public Optional<PlannedWork> end(int id, Instant at, String who) {
    return changing(
        () -> {
          int ended =
              db.sql(
                      """
                      update planned_work set ended_at = :at, ended_by = :who
                       where id = :id and ended_at is null and to_at > :at
                      """)
                  .param("at", at.atOffset(ZoneOffset.UTC))
                  .param("who", who)
                  .param("id", id)
                  .update();
          return ended == 0 ? Optional.empty() : find(id);
        });
  }

  private <T> T changing(Supplier<T> work) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              Rules.raiseRevision(db);
              return work.get();
            }));
  }

  private static PlannedWork read(ResultSet row, int number) throws SQLException {
    var kinds = EnumSet.noneOf(Kind.class);
    Arrays.stream((String[]) row.getArray("kinds").getArray())
        .flatMap(label -> Kind.parse(label).stream())
        .forEach(kinds::add);
    return new PlannedWork(
        row.getInt("id"),
        PlannedWork.Place.parse(row.getString("place")).orElseThrow(),
        row.getString("place_ref"),
        kinds,
        at(row, "from_at"),
        at(row, "to_at"),
        row.getString("reason"),
        row.getString("made_by"),
        at(row, "made_at"),
        row.getObject("ended_at") == null ? null : at(row, "ended_at"),
        text(row, "ended_by"));
  }

  private static Instant at(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable String text(ResultSet row, String column) throws SQLException {
    return row.getString(column);
  }
}
