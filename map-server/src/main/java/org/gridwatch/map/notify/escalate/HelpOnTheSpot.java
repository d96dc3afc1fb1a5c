package org.gridwatch.map.notify.escalate;

import org.gridwatch.map.notify.tap.Urgency;
import org.springframework.stereotype.Component;

/** Who presses "need help" need not wait for the policy. */
@Component
class HelpOnTheSpot implements Urgency {
  private final Escalator escalator;

  HelpOnTheSpot(Escalator escalator) {
    this.escalator = escalator;
  }

  @Override
  public boolean escalateNow(long alertId, String who) {
    return escalator.callNow(alertId);
  }
}
