package org.gridwatch.gateway.simulator.local;

import java.io.IOException;

/** The installation is not there, or said no; the message is for the person at the shell. */
public final class LocalException extends IOException {
  private static final long serialVersionUID = 1L;

  LocalException(String message) {
    super(message);
  }

  LocalException(String message, Throwable cause) {
    super(message, cause);
  }
}
