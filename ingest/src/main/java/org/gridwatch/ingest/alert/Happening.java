package org.gridwatch.ingest.alert;

import java.time.Instant;
import org.gridwatch.ingest.rule.Evidence;
import org.gridwatch.ingest.rule.Rule.Words;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.ingest.rule.Transition;

/** What can happen to an alert that is there. */
public sealed interface Happening {
  /** Its rule says something. */
  sealed interface ByRule extends Happening {
    Evidence evidence();
  }

  /**
   * Dangerous, this much.
   *
   * @param turns how often it came or went within {@link AlertLife#RESTLESS} before this
   */
  record Breach(Severity severity, Evidence evidence, Words explanation, int turns)
      implements ByRule {}

  /** The same event again. */
  record Repeat(Evidence evidence) implements ByRule {}

  /** Dangerous no more. */
  record Calm(Evidence evidence, Transition.Why why, int turns) implements ByRule {}

  /** A person does something about it. */
  sealed interface ByPerson extends Happening {
    String who();
  }

  record Acknowledge(String who, String words) implements ByPerson {}

  record Assign(String who, String to) implements ByPerson {}

  record Comment(String who, String words) implements ByPerson {}

  record Shelve(String who, Instant until, String reason) implements ByPerson {}

  record Unshelve(String who) implements ByPerson {}

  record Judge(String who, boolean real, String reason) implements ByPerson {}

  record ClearByHand(String who, String words) implements ByPerson {}

  /** Another alert is the cause of this one. */
  record HoldBack(long cause) implements Happening {}

  /** The cause is over, and this is not. */
  record Release() implements Happening {}

  record Silence(int work, String reason) implements Happening {}

  record SilenceOver() implements Happening {}

  record ShelfOver() implements Happening {}

  /** A chattering alert has not moved for {@link AlertLife#RESTLESS}. */
  record Settled() implements Happening {}

  record Join(long incident) implements Happening {}

  /** Its incident is over, and it came back. */
  record Leave() implements Happening {}
}
