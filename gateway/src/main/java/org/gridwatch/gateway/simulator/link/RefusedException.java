package org.gridwatch.gateway.simulator.link;

import java.io.IOException;

/** The broker said no: to a connection, a publish or a subscription. */
public final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int code;

  RefusedException(String what, int code) {
    super(what + " was refused with code " + code + " (" + meaning(code) + ")");
    this.code = code;
  }

  /** The reason code as it stood on the wire: MQTT 5's, or 3.1.1's 1..5 for a connection. */
  public int code() {
    return code;
  }

  /**
   * Whether it is about who we are. Trying again soon helps nobody, and a broker may block a name
   * that fails too often.
   */
  public boolean credentials() {
    return switch (code) {
      case 4, 5, 0x86, 0x87 -> true;
      default -> false;
    };
  }

  private static String meaning(int code) {
    return switch (code) {
      case 1, 0x84 -> "unsupported protocol version";
      case 2, 0x85 -> "client id not valid";
      case 3, 0x88 -> "server unavailable";
      case 4, 0x86 -> "bad user name or password";
      case 5, 0x87 -> "not authorised";
      case 0x80 -> "unspecified error";
      case 0x81 -> "malformed packet";
      case 0x82 -> "protocol error";
      case 0x89 -> "server busy";
      case 0x8A -> "banned";
      case 0x8B -> "server shutting down";
      case 0x8D -> "keep-alive ran out";
      case 0x8E -> "session taken over by another connection";
      case 0x8F -> "topic filter not valid";
      case 0x90 -> "topic name not valid";
      case 0x93 -> "receive maximum exceeded";
      case 0x95 -> "packet too large";
      case 0x97 -> "quota exceeded";
      default -> "no further reason given";
    };
  }
}
