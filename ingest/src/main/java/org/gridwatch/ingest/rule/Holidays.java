package org.gridwatch.ingest.rule;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The days by which schedules tell holidays. Every change raises the revision that whoever judges
 * follows. Threads: any.
 */
public final class Holidays {
  private static final int LONGEST_NAME = 100;

  private final JdbcClient db;
  private final TransactionTemplate transaction;

  public Holidays(DataSource dataSource) {
    this.db = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
  }

  /** One holiday. */
  public record Holiday(LocalDate day, String name) {
    public Holiday {
      name = name.strip();
      if (name.length() > LONGEST_NAME) {
        throw new RuleRefusal("name", name.length(), "a holiday's name has at most 100 characters");
      }
    }
  }

  /** Of one year, by day. */
  public List<Holiday> of(int year) {
    return db.sql(
            """
            select day, name from holiday
             where extract(year from day) = ? order by day
            """)
        .param(year)
        .query(
            (row, n) -> new Holiday(row.getObject("day", LocalDate.class), row.getString("name")))
        .list();
  }

  /** From now on these are the holidays of that year, and no others. */
  public void set(int year, List<Holiday> days) {
    var seen = new HashSet<LocalDate>();
    for (Holiday holiday : days) {
      if (holiday.day().getYear() != year) {
        throw new RuleRefusal("day", holiday.day(), "the day is not in that year");
      }
      if (!seen.add(holiday.day())) {
        throw new RuleRefusal("day", holiday.day(), "the day is there twice");
      }
    }
    transaction.executeWithoutResult(
        status -> {
          Rules.raiseRevision(db);
          db.sql("delete from holiday where extract(year from day) = ?").param(year).update();
          days.forEach(this::insert);
        });
  }

  private void insert(Holiday holiday) {
    db.sql(
            """
            insert into holiday (day, name) values (?, ?)
            on conflict (day) do update set name = excluded.name
            """)
        .params(holiday.day(), holiday.name())
        .update();
  }
}
