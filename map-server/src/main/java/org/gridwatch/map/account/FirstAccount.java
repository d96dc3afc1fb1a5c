package org.gridwatch.map.account;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The first start: somebody must be able to sign in. */
@Component
public class FirstAccount {
  static final String NAME = "admin";

  private final AccountBook book;
  private final Passwords passwords;
  private final AuditLog audit;

  FirstAccount(AccountBook book, Passwords passwords, AuditLog audit) {
    this.book = book;
    this.passwords = passwords;
    this.audit = audit;
  }

  /**
   * Makes the operator {@code admin} unless there is an operator already.
   *
   * @param wanted the password to use; null: a generated one
   * @return the generated password, to be shown once; empty when none was generated
   * @throws BadInput when the wanted password is too short: the start stops
   */
  public Optional<String> ensureAdmin(@Nullable String wanted) {
    if (book.operators() > 0) {
      return Optional.empty();
    }
    var password = wanted == null ? Passwords.generate() : wanted;
    var hash = passwords.hash("GRIDWATCH_ADMIN_PASSWORD", password);
    var wish = new AccountBook.Change("", Role.OPERATOR, null, null, List.of());
    book.create(NAME, hash, wish);
    audit.write("account.create", NAME, Map.of("role", Role.OPERATOR.word()));
    return wanted == null ? Optional.of(password) : Optional.empty();
  }
}
