package org.gridwatch.gateway.wire;

/**
 * What could not be taken, and why.
 *
 * @param detail the place and the value, for a person to read; at most {@link #MAX_DETAIL}
 *     characters, everything unprintable replaced, so that it can be stored and shown anywhere
 */
public record Rejection(Reason reason, String detail) implements Word {
  public static final int MAX_DETAIL = 200;

  public Rejection {
    detail = printable(detail);
  }

  private static String printable(String text) {
    var clean = new StringBuilder(Math.min(text.length(), MAX_DETAIL));
    for (int i = 0; i < text.length() && clean.length() < MAX_DETAIL; i++) {
      char c = text.charAt(i);
      clean.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '\uFFFD' : c);
    }
    return clean.toString();
  }

  public enum Reason {
    /** The topic is none of the contract's. */
    TOPIC("topic"),
    /** Not the payload format of its topic: broken JSON, wrong type, invalid UTF-8, too deep. */
    MALFORMED("malformed"),
    /** Larger than the contract allows. */
    TOO_LARGE("too-large"),
    /** A value that is no finite number. */
    VALUE("value"),
    /** A quantity's, device's or event's name outside the contract. */
    NAME("name"),
    /** Before 2000 or more than a day ahead. */
    TIME("time"),
    /** A gateway spoke for a device that is not registered behind it. */
    NOT_BEHIND_GATEWAY("not-behind-gateway"),
    /** The device has as many series as it may have. */
    TOO_MANY_SERIES("too-many-series"),
    /** The device is retired. */
    RETIRED("retired"),
    /** The database refused this one; the detail says why. */
    REFUSED("refused");

    private final String label;

    Reason(String label) {
      this.label = label;
    }

    /** As counted, stored and shown. */
    public String label() {
      return label;
    }
  }
}
