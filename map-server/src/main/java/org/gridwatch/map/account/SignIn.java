package org.gridwatch.map.account;

import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** From a name and a password to an account, or to a refusal. */
@Component
class SignIn {
  private final Accounts accounts;
  private final Passwords passwords;
  private final Lockout lockout;
  private final AddressThrottle throttle;
  private final AuditLog audit;

  SignIn(
      Accounts accounts,
      Passwords passwords,
      Lockout lockout,
      AddressThrottle throttle,
      AuditLog audit) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.lockout = lockout;
    this.throttle = throttle;
    this.audit = audit;
  }

  Account attempt(String name, String password, String remoteAddress) {
    var address = group(remoteAddress);
    throttle.charge(address);
    var account = accounts.byName(name);
    charge(account, name, address);
    boolean right = passwords.matches(password, account.map(Account::passwordHash).orElse(null));
    if (!right || account.isEmpty() || account.get().disabled()) {
      audit.write(
          account.map(Account::name).orElse("(unknown name)"), "sign-in.failed", "", Map.of());
      throw new WrongCredentials();
    }
    lockout.succeeded(account.get().id(), address);
    throttle.succeeded(address);
    audit.write(account.get().name(), "sign-in", "", Map.of());
    return account.get();
  }

  /** A running session is no proof of knowing the password; guessing here counts as well. */
  void confirm(Rights rights, String password, String remoteAddress) {
    var address = group(remoteAddress);
    throttle.charge(address);
    lockout.charge(rights.accountId(), address);
    var hash = accounts.byId(rights.accountId()).map(Account::passwordHash).orElse(null);
    if (!passwords.matches(password, hash)) {
      audit.write("account.password.failed", rights.name(), Map.of());
      throw BadInput.secret("old", "old is not the present password");
    }
    lockout.succeeded(rights.accountId(), address);
    throttle.succeeded(address);
  }

  private void charge(Optional<Account> account, String name, String address) {
    try {
      if (account.isPresent()) {
        lockout.charge(account.get().id(), address);
      } else {
        lockout.chargeUnknown(name);
      }
    } catch (TooManyAttempts locked) {
      account.ifPresent(a -> audit.write(a.name(), "sign-in.locked", "", Map.of()));
      throw locked;
    }
  }

  /** An IPv6 caller commands a whole /64, so that is what counts as one address. */
  static String group(String address) {
    if (!address.contains(":")) {
      return address;
    }
    try {
      var bytes = java.net.InetAddress.ofLiteral(address).getAddress();
      return bytes.length != 16
          ? address
          : java.util.HexFormat.ofDelimiter(":").formatHex(bytes, 0, 8) + "::/64";
    } catch (IllegalArgumentException oddAddress) {
      return address;
    }
  }
}
