package org.gridwatch.map.account;

import java.time.Clock;
import org.springframework.stereotype.Component;

/**
 * Wrong links, counted by address. Apart from wrong passwords: nobody is kept from signing in
 * because somebody beside them tried links, and a right link opens whatever was tried before.
 */
@Component
public class LinkGuesses {
  private final AddressThrottle throttle;

  LinkGuesses(Clock clock) {
    this.throttle = new AddressThrottle(clock);
  }

  /**
   * Counts one more.
   *
   * @throws TooManyAttempts beyond what is borne
   */
  public void charge(String remoteAddress) {
    throttle.charge(SignIn.group(remoteAddress));
  }
}
