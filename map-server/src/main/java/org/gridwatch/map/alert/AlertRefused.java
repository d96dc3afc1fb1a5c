package org.gridwatch.map.alert;

import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.ingest.alert.Outcome;

/** It cannot be done to the alert as it is now. */
final class AlertRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Alert alert;

  AlertRefused(Alert alert, Outcome.Why why) {
    super(why.sentence());
    this.alert = alert;
  }

  Alert alert() {
    return alert;
  }
}
