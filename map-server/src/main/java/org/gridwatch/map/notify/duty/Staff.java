package org.gridwatch.map.notify.duty;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.grid.MapRevision;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes people, how they are reached and when they are away. */
@Component
class Staff {
  /**
   * A person as somebody enters them.
   *
   * @param account that is theirs; empty: none; null: as it is
   * @param ways in the order in which they are tried
   */
  record Entry(String name, String note, @Nullable String account, List<WayEntry> ways) {}

  record WayEntry(
      Means means,
      String address,
      boolean verified,
      @Nullable LocalTime quietFrom,
      @Nullable LocalTime quietTo) {}

  private final DataSource database;
  private final JdbcClient db;
  private final TransactionTemplate transaction;

  Staff(DataSource database, JdbcClient db) {
    this.database = database;
    this.db = db;
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
  }

  int add(Entry entry, Instant now) {
    return Objects.requireNonNull(transaction.execute(_ -> addNow(entry, now)));
  }

  private int addNow(Entry entry, Instant now) {
    int id =
        db.sql("insert into person (name, phone, note) values (?, ?, ?) returning id")
            .params(entry.name, phone(entry), entry.note)
            .query(Integer.class)
            .single();
    connect(id, entry.account);
    write(id, entry.ways, now);
    return id;
  }

  /** Ways that stay keep the day on which they were verified. */
  void change(int id, Entry entry, Instant now) {
    transaction.executeWithoutResult(_ -> changeNow(id, entry, now));
  }

  private void changeNow(int id, Entry entry, Instant now) {
    db.sql("update person set name = ?, phone = ?, note = ? where id = ?")
        .params(entry.name, phone(entry), entry.note, id)
        .update();
    connect(id, entry.account);
    write(id, entry.ways, now);
  }

  /** Nobody has two accounts, and no account is two people's. */
  private void connect(int id, @Nullable String account) {
    if (account == null) {
      return;
    }
    try {
      int found =
          db.sql(
                  """
                  update person set account_id = (select id from account where name = :account)
                   where id = :id and (:account = '' or exists (select 1 from account where name = :account))
                  """)
              .param("account", account)
              .param("id", id)
              .update();
      if (found == 0) {
        throw new BadInput("account", account, "there is no account " + account);
      }
    } catch (DuplicateKeyException taken) {
      throw new BadInput("account", account, "the account " + account + " is somebody else's");
    }
  }

  private static String phone(Entry entry) {
    return entry.ways.stream()
        .filter(way -> way.means == Means.SMS || way.means == Means.VOICE)
        .map(WayEntry::address)
        .findFirst()
        .orElse("");
  }

  /**
   * A browser belongs to its owner, who may have added it while somebody else had the form open.
   */
  private void write(int id, List<WayEntry> ways, Instant now) {
    var kept = ways.stream().map(way -> way.means.label() + " " + way.address).toList();
    db.sql(
            """
            delete from person_way where person_id = ? and not (means || ' ' || address = any(?))
               and (means <> 'push' or ended_at is not null)
            """)
        .params(id, kept.toArray(String[]::new))
        .update();
    for (int rank = 0; rank < ways.size(); rank++) {
      var way = ways.get(rank);
      db.sql(
              """
              insert into person_way (person_id, rank, means, address, verified_at, quiet_from, quiet_to)
              values (:person, :rank, :means, :address, :verified, :from, :to)
              on conflict (person_id, means, address) do update set rank = excluded.rank,
                quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
                verified_at = case when excluded.means = 'push' then person_way.verified_at
                              when excluded.verified_at is not null
                              then coalesce(person_way.verified_at, excluded.verified_at) end
              """)
          .param("person", id)
          .param("rank", rank)
          .param("means", way.means.label())
          .param("address", way.address)
          .param("verified", way.verified ? Timestamp.from(now) : null)
          .param("from", way.quietFrom)
          .param("to", way.quietTo)
          .update();
    }
  }

  /** From now on never asked again; the parts the person had stay on record until then. */
  boolean retire(int id, Instant now) {
    return Boolean.TRUE.equals(transaction.execute(_ -> retireNow(id, now)));
  }

  private boolean retireNow(int id, Instant now) {
    var at = Timestamp.from(now);
    db.sql("update grid_person set valid_to = ? where person_id = ? and valid_to is null")
        .params(at, id)
        .update();
    MapRevision.raise(database, MapRevision.Part.GRIDS);
    return db.sql(
                "update person set retired_at = ?, account_id = null where id = ? and retired_at is null")
            .params(at, id)
            .update()
        == 1;
  }

  /** An absence ends, so far as one can know. */
  int away(int id, Span span, String reason) {
    return db.sql(
            """
            insert into person_leave (person_id, from_at, to_at, reason) values (?, ?, ?, ?)
            returning id
            """)
        .params(
            id,
            Timestamp.from(span.from()),
            Timestamp.from(Objects.requireNonNull(span.to())),
            reason)
        .query(Integer.class)
        .single();
  }

  boolean back(int id, int leave, Instant now) {
    return endNow(id, leave, now) || drop(id, leave, now);
  }

  /** Who comes back early was away until then. */
  private boolean endNow(int id, int leave, Instant now) {
    return db.sql(
                """
                update person_leave set to_at = :now
                 where id = :leave and person_id = :person and from_at < :now and to_at > :now
                """)
            .param("now", Timestamp.from(now))
            .param("leave", leave)
            .param("person", id)
            .update()
        == 1;
  }

  private boolean drop(int id, int leave, Instant now) {
    return db.sql("delete from person_leave where id = ? and person_id = ? and from_at >= ?")
            .params(leave, id, Timestamp.from(now))
            .update()
        == 1;
  }

  /** Whoever has this name and this address already, and is still there. */
  Optional<Integer> find(String name, String address) {
    return db.sql(
            """
            select p.id from person p where p.name = :name and p.retired_at is null
               and (p.phone = :address or exists (
                     select from person_way w where w.person_id = p.id and w.address = :address))
             order by p.id limit 1
            """)
        .param("name", name)
        .param("address", address)
        .query(Integer.class)
        .optional();
  }
}
