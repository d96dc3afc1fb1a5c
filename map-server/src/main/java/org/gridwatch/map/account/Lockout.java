package org.gridwatch.map.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing. Five failures in a row lock for a minute, each further one for twice as
 * long, at most a quarter of an hour. An attempt is counted before the password is looked at, so a
 * thousand at the same moment are no way around it.
 *
 * <p>There are separate counts for an account as seen from anywhere, and for it as seen from each
 * address it has signed in from within 30 days: a stranger's guessing does not lock out its owner.
 */
@Component
class Lockout {
  static final int FREE_ATTEMPTS = 5;
  static final Duration FIRST = Duration.ofMinutes(1);
  static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration KNOWN = Duration.ofDays(30);
  private static final int MOST_UNKNOWN_NAMES = 10_000;

  /** Seven doublings are past the longest; the exponent stays small however long it goes on. */
  private static final String CHARGE =
      """
      set failed_sign_ins = failed_sign_ins + 1,
          locked_until = case when failed_sign_ins + 1 >= 5
            then :now + least(interval '15 minutes',
                              interval '1 minute' * power(2, least(failed_sign_ins - 4, 7)))
            end
      where %s and (locked_until is null or locked_until <= :now)
      """;

  private record Count(int failed, Instant lockedUntil) {}

  private final JdbcClient db;
  private final Clock clock;
  private final Map<String, Count> unknownNames =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > MOST_UNKNOWN_NAMES;
        }
      };

  Lockout(JdbcClient db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  /**
   * Counts an attempt as failed until {@link #succeeded} says otherwise.
   *
   * @throws TooManyAttempts while locked
   */
  void charge(int accountId, String address) {
    boolean known = isKnown(accountId, address);
    String table = known ? "account_address" : "account";
    String row = known ? "account_id = :id and address = :address" : "id = :id";
    int charged =
        db.sql("update " + table + "\n" + CHARGE.formatted(row))
            .param("now", now())
            .param("id", accountId)
            .param("address", address)
            .update();
    if (charged == 0) {
      var until =
          db.sql("select locked_until from " + table + " where " + row)
              .param("id", accountId)
              .param("address", address)
              .query(OffsetDateTime.class)
              .optional();
      throw locked(until.map(OffsetDateTime::toInstant));
    }
  }

  /** A name that nobody has is locked just like one that somebody has. */
  synchronized void chargeUnknown(String name) {
    var now = clock.instant();
    var was = unknownNames.getOrDefault(name, new Count(0, Instant.MIN));
    if (now.isBefore(was.lockedUntil)) {
      throw locked(Optional.of(was.lockedUntil));
    }
    int failed = was.failed + 1;
    unknownNames.put(
        name, new Count(failed, failed < FREE_ATTEMPTS ? Instant.MIN : now.plus(lock(failed))));
  }

  void succeeded(int accountId, String address) {
    db.sql(
            """
            insert into account_address (account_id, address, last_sign_in) values (?, ?, ?)
            on conflict (account_id, address) do update
            set last_sign_in = excluded.last_sign_in, failed_sign_ins = 0, locked_until = null
            """)
        .params(accountId, address, now())
        .update();
    db.sql("update account set failed_sign_ins = 0, locked_until = null where id = ?")
        .param(accountId)
        .update();
  }

  void unlock(int accountId) {
    db.sql("update account set failed_sign_ins = 0, locked_until = null where id = ?")
        .param(accountId)
        .update();
    db.sql(
            "update account_address set failed_sign_ins = 0, locked_until = null"
                + " where account_id = ?")
        .param(accountId)
        .update();
  }

  static Duration lock(int failed) {
    var doubled = FIRST.multipliedBy(1L << Math.min(failed - FREE_ATTEMPTS, 7));
    return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
  }

  private boolean isKnown(int accountId, String address) {
    return db.sql(
            """
            select exists (select 1 from account_address
                           where account_id = ? and address = ? and last_sign_in > ?)
            """)
        .params(accountId, address, now().minus(KNOWN))
        .query(Boolean.class)
        .single();
  }

  private TooManyAttempts locked(Optional<Instant> until) {
    var now = clock.instant();
    long seconds = Duration.between(now, until.orElse(now)).toSeconds() + 1;
    return new TooManyAttempts("too many failed attempts; try again in " + seconds + " s", seconds);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
