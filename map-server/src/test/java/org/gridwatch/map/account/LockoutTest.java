package org.gridwatch.map.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.gridwatch.ingest.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LockoutTest {
  private static final String STRANGER = "203.0.113.9";
  private static final String DESK = "192.0.2.1";

  private final TestDatabase database = TestDatabase.create();
  private final HandClock clock = new HandClock();
  private final Lockout lockout = new Lockout(database.jdbc(), clock);
  private int account;

  @BeforeEach
  void add() {
    account =
        database
            .jdbc()
            .sql(
                "insert into account (name, password_hash, role) values ('mei', '!', 'officer') returning id")
            .query(Integer.class)
            .single();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theSixthAttemptInARowWaitsAMinute() {
    fail(5, STRANGER);
    assertThatThrownBy(() -> lockout.charge(account, STRANGER))
        .isInstanceOfSatisfying(
            TooManyAttempts.class, e -> assertThat(e.retryAfterSeconds()).isBetween(60L, 61L));
    clock.advance(Duration.ofSeconds(60));
    lockout.charge(account, STRANGER);
  }

  @Test
  void eachFurtherFailureDoublesTheWaitToAQuarterOfAnHour() {
    fail(5, STRANGER);
    for (int minutes : new int[] {1, 2, 4, 8, 15, 15, 15}) {
      clock.advance(Duration.ofMinutes(minutes).minusSeconds(1));
      assertThatThrownBy(() -> lockout.charge(account, STRANGER))
          .isInstanceOf(TooManyAttempts.class);
      clock.advance(Duration.ofSeconds(1));
      lockout.charge(account, STRANGER);
    }
  }

  @Test
  void signingInForgetsTheFailures() {
    fail(4, STRANGER);
    lockout.charge(account, STRANGER);
    lockout.succeeded(account, STRANGER);
    fail(5, STRANGER);
  }

  @Test
  void guessingFromElsewhereDoesNotLockTheOwnDesk() {
    lockout.charge(account, DESK);
    lockout.succeeded(account, DESK);
    fail(5, STRANGER);
    assertThatThrownBy(() -> lockout.charge(account, "203.0.113.10"))
        .isInstanceOf(TooManyAttempts.class);
    lockout.charge(account, DESK);
  }

  @Test
  void guessingAtTheOwnDeskLocksItToo() {
    lockout.charge(account, DESK);
    lockout.succeeded(account, DESK);
    fail(5, DESK);
    assertThatThrownBy(() -> lockout.charge(account, DESK)).isInstanceOf(TooManyAttempts.class);
  }

  @Test
  void aThousandAttemptsAtOnceAreNoWayAround() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> attempt =
          () -> {
            try {
              lockout.charge(account, STRANGER);
              return true;
            } catch (TooManyAttempts locked) {
              return false;
            }
          };
      int through = 0;
      for (var result : threads.invokeAll(Stream.generate(() -> attempt).limit(1000).toList())) {
        through += result.get() ? 1 : 0;
      }
      assertThat(through).isEqualTo(Lockout.FREE_ATTEMPTS);
    }
  }

  @Test
  void aNameThatNobodyHasIsLockedAlike() {
    for (int i = 0; i < 5; i++) {
      lockout.chargeUnknown("nobody");
    }
    assertThatThrownBy(() -> lockout.chargeUnknown("nobody"))
        .isInstanceOfSatisfying(
            TooManyAttempts.class, e -> assertThat(e.retryAfterSeconds()).isBetween(60L, 61L));
  }

  @Test
  void oneAddressMayNotTryManyNames() {
    var throttle = new AddressThrottle(clock);
    for (int i = 0; i < AddressThrottle.MOST_FAILURES; i++) {
      throttle.charge(STRANGER);
    }
    assertThatThrownBy(() -> throttle.charge(STRANGER)).isInstanceOf(TooManyAttempts.class);
    throttle.charge(DESK);
    clock.advance(AddressThrottle.WINDOW);
    throttle.charge(STRANGER);
  }

  @Test
  void aWholeIpv6NetworkCountsAsOneAddress() {
    assertThat(SignIn.group("2001:db8:1:2:aaaa::1")).isEqualTo(SignIn.group("2001:db8:1:2::2"));
    assertThat(SignIn.group("2001:db8:1:3::1")).isNotEqualTo(SignIn.group("2001:db8:1:2::1"));
    assertThat(SignIn.group(STRANGER)).isEqualTo(STRANGER);
  }

  private void fail(int times, String address) {
    for (int i = 0; i < times; i++) {
      lockout.charge(account, address);
    }
  }
}
