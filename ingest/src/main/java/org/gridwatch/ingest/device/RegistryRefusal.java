package org.gridwatch.ingest.device;

/** The registry says no; the message names the field and the value, fit to be shown to a person. */
public final class RegistryRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public enum Reason {
    /** A field is outside its limits. */
    INVALID,
    /** There is no such device, newcomer or key. */
    NOT_FOUND,
    /** The name is in use, or the device is not in a state to do that. */
    CONFLICT
  }

  private final Reason reason;

  private RegistryRefusal(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public static RegistryRefusal invalid(String message) {
    return new RegistryRefusal(Reason.INVALID, message);
  }

  public static RegistryRefusal notFound(String what, String name) {
    return new RegistryRefusal(Reason.NOT_FOUND, "there is no " + what + " '" + name + "'");
  }

  public static RegistryRefusal conflict(String message) {
    return new RegistryRefusal(Reason.CONFLICT, message);
  }

  public Reason reason() {
    return reason;
  }

  /** The sentence for a person; never null, unlike {@link #getMessage()} by its type. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
