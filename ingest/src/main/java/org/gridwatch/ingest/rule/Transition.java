package org.gridwatch.ingest.rule;

/**
 * A rule says something else of its subject than before.
 *
 * @param subject {@code device:12}, {@code building:7} or {@code grid:420302001001}
 * @param deviceId 0: the subject is no device
 * @param why empty, or why it was cleared when no reading cleared it
 */
public record Transition(
    Rule rule,
    String subject,
    int deviceId,
    What what,
    Severity severity,
    Evidence evidence,
    Why why) {
  public enum What {
    /** Nothing stood, now this severity does. */
    RAISED,
    /** Another severity than before. */
    STEPPED,
    /** Seen again, of a thing that is counted and not raised again. */
    REPEATED,
    /** Nothing stands any more. */
    CLEARED
  }

  public enum Why {
    MEASURED,
    /** The rule is another one now, or off. */
    RULE_CHANGED,
    /** The device is retired or somewhere else now. */
    NOT_WATCHED,
    /** The rule's hours are over. */
    SCHEDULE
  }

  public static String subjectOf(int deviceId) {
    return "device:" + deviceId;
  }
}
