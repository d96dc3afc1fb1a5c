package org.gridwatch.map.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.gridwatch.map.account.Rights.Proof;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What somebody who has shown a cookie or a token may do at this moment. Changes made by another
 * process are seen within two seconds, our own at once.
 */
@Component
public class CurrentRights {
  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final int MOST_KEPT = 10_000;

  private record Kept<T>(Optional<T> value, Instant until) {}

  private final Accounts accounts;
  private final Tokens tokens;
  private final LiveSessions sessions;
  private final Clock clock;
  private final ConcurrentHashMap<Integer, Kept<Account>> keptAccounts = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Integer, Kept<Tokens.Valid>> keptTokens =
      new ConcurrentHashMap<>();

  CurrentRights(Accounts accounts, Tokens tokens, LiveSessions sessions, Clock clock) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.sessions = sessions;
    this.clock = clock;
  }

  /**
   * The same asker's rights now, for work that outlives a request (a live stream asks every few
   * seconds). Empty: signed out, disabled, password changed, token revoked or expired.
   */
  public Optional<Rights> now(Rights was) {
    return switch (was.proof()) {
      case Proof.Session session ->
          sessions.find(session.id()).flatMap(ticket -> ofSession(ticket, session.id()));
      case Proof.Token token ->
          kept(keptTokens, token.id(), () -> tokens.byId(token.id())).flatMap(this::ofToken);
    };
  }

  Optional<Rights> ofSession(LiveSessions.Ticket ticket, String sessionId) {
    return account(ticket.accountId())
        .filter(a -> Account.passwordMark(a.passwordHash()).equals(ticket.passwordMark()))
        .map(account -> account.rights(new Proof.Session(sessionId)));
  }

  Optional<Rights> ofToken(Tokens.Valid token) {
    if (token.expiresAt() != null && !clock.instant().isBefore(token.expiresAt())) {
      return Optional.empty();
    }
    return account(token.accountId())
        .map(account -> account.rights(new Proof.Token(token.id(), Set.copyOf(token.scopes()))));
  }

  /** Forget what was kept: something has just been changed here. */
  void changed() {
    keptAccounts.clear();
    keptTokens.clear();
  }

  private Optional<Account> account(int id) {
    return kept(keptAccounts, id, () -> accounts.byId(id)).filter(a -> !a.disabled());
  }

  private <T> Optional<T> kept(
      ConcurrentHashMap<Integer, Kept<T>> cache, int id, Supplier<Optional<T>> load) {
    var now = clock.instant();
    @Nullable Kept<T> kept = cache.get(id);
    if (kept == null || !now.isBefore(kept.until)) {
      if (cache.size() >= MOST_KEPT) {
        cache.clear();
      }
      kept = new Kept<>(load.get(), now.plus(FRESH));
      cache.put(id, kept);
    }
    return kept.value;
  }
}
