package org.gridwatch.ingest.alert;

/** What became of something a person did about an alert. */
public sealed interface Answer {
  record Done(Told told) implements Answer {}

  /** It was so already. */
  record Same(Alert alert) implements Answer {}

  record Refused(Alert alert, Outcome.Why why) implements Answer {}

  record Unknown() implements Answer {}
}
