package org.gridwatch.map.notify.push;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.gridwatch.map.account.Conflict;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The browsers among the ways to reach a person. */
@Component
class PushWays {
  private static final int MOST_WAYS = 10;

  /** The person to whom an account belongs. */
  record Owner(int id, String name) {}

  /**
   * One browser.
   *
   * @param verified a test message has arrived there
   * @param endedAt its push service knows it no more; null: it is in use
   */
  record Device(String endpoint, boolean verified, @Nullable Instant endedAt) {}

  private final JdbcClient db;
  private final TransactionTemplate transaction;

  PushWays(DataSource database, JdbcClient db) {
    this.db = db;
    transaction = new TransactionTemplate(new JdbcTransactionManager(database));
  }

  Optional<Owner> owner(int account) {
    return db.sql("select id, name from person where account_id = ? and retired_at is null")
        .param(account)
        .query((row, _) -> new Owner(row.getInt("id"), row.getString("name")))
        .optional();
  }

  List<Device> devices(int person) {
    return db.sql(
            """
            select address, verified_at, ended_at from person_way
             where person_id = ? and means = 'push' order by rank
            """)
        .param(person)
        .query(
            (row, _) -> {
              var ended = row.getTimestamp("ended_at");
              return new Device(
                  PushAddress.endpointOf(row.getString("address")),
                  row.getTimestamp("verified_at") != null,
                  ended == null ? null : ended.toInstant());
            })
        .list();
  }

  /** By what else the person is reached, in the order in which it is tried. */
  List<String> otherMeans(int person) {
    return db
        .sql(
            """
            select w.means from person_way w
             where w.person_id = :person and w.means <> 'push' and w.ended_at is null order by w.rank
            """)
        .param("person", person)
        .query(String.class)
        .list()
        .stream()
        .distinct()
        .toList();
  }

  /**
   * Adds the browser behind the other ways, or takes it into use again.
   *
   * @param proof what the test message will be called
   */
  void put(Owner owner, PushAddress address, String proof) {
    transaction.executeWithoutResult(_ -> putNow(owner.id, address, proof));
  }

  private void putNow(int person, PushAddress address, String proof) {
    db.sql("select id from person where id = ? for update").param(person).query().singleRow();
    takeOver(person, address);
    spellOutPhone(person);
    int others =
        db.sql("select count(*) from person_way where person_id = ? and address <> ?")
            .params(person, address.text())
            .query(Integer.class)
            .single();
    if (others >= MOST_WAYS) {
      throw new Conflict("there are " + MOST_WAYS + " ways to reach you already");
    }
    db.sql(
            """
            insert into person_way (person_id, rank, means, address, proof)
            values (:person, (select coalesce(max(rank) + 1, 0) from person_way where person_id = :person),
                    'push', :address, :proof)
            on conflict (person_id, means, address) do update set proof = excluded.proof, ended_at = null,
              verified_at = case when person_way.ended_at is null then person_way.verified_at end
            """)
        .param("person", person)
        .param("address", address.text())
        .param("proof", proof)
        .update();
  }

  /**
   * Whoever has signed in at a browser is told there, and nobody else. Another person's stays
   * theirs unless the same keys come from the very same browser.
   */
  private void takeOver(int person, PushAddress address) {
    var beginning = PushAddress.beginning(address.endpoint());
    boolean foreign =
        db.sql(
                """
                select exists (select 1 from person_way where means = 'push' and starts_with(address, ?)
                                  and address <> ? and person_id <> ? and ended_at is null)
                """)
            .params(beginning, address.text(), person)
            .query(Boolean.class)
            .single();
    if (foreign) {
      throw new Conflict("this browser is somebody else's way already");
    }
    db.sql(
            """
            delete from person_way where means = 'push' and starts_with(address, ?)
               and not (person_id = ? and address = ?)
            """)
        .params(beginning, person, address.text())
        .update();
  }

  /** Whoever came with a list has a number and no ways; the first way would hide the number. */
  private void spellOutPhone(int person) {
    db.sql(
            """
            insert into person_way (person_id, rank, means, address)
            select p.id, m.rank, m.means, p.phone
              from person p, (values (0, 'sms'), (1, 'voice')) as m (rank, means)
             where p.id = ? and p.phone <> ''
               and not exists (select 1 from person_way w where w.person_id = p.id)
            """)
        .param(person)
        .update();
  }

  /** Returns whether it was one of theirs. */
  boolean drop(Owner owner, String endpoint) {
    return db.sql(
                """
                delete from person_way where person_id = ? and means = 'push' and starts_with(address, ?)
                """)
            .params(owner.id, PushAddress.beginning(endpoint))
            .update()
        > 0;
  }

  /** The test message of that name has arrived. Returns whether one was on its way. */
  boolean seen(Owner owner, String proof, Instant now) {
    return db.sql(
                """
                update person_way set verified_at = coalesce(verified_at, ?)
                 where person_id = ? and means = 'push' and proof = ? and ended_at is null
                """)
            .params(Timestamp.from(now), owner.id, proof)
            .update()
        > 0;
  }
}
