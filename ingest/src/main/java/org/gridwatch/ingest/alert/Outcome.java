package org.gridwatch.ingest.alert;

import java.util.List;

/** What a happening makes of an alert. */
public sealed interface Outcome {
  /**
   * @param entries what the timeline says about it; may be empty
   */
  record Changed(Alert alert, List<AlertEvent> entries) implements Outcome {
    public Changed {
      entries = List.copyOf(entries);
    }
  }

  /** It is so already. */
  record Same() implements Outcome {}

  /** It cannot be done to this alert. */
  record Refused(Why why) implements Outcome {}

  /** Why an alert cannot be acted on. */
  enum Why {
    CLOSED("the alert is closed"),
    NOT_ACTIVE("the alert is cleared already"),
    NOT_BY_HAND("only an alert that was raised by hand is cleared by hand"),
    NOT_SHELVED("the alert is not shelved"),
    PAST("an alert is shelved until an instant to come");

    private final String sentence;

    Why(String sentence) {
      this.sentence = sentence;
    }

    public String sentence() {
      return sentence;
    }
  }
}
