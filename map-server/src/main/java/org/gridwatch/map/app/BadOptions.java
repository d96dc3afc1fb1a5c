package org.gridwatch.map.app;

/** Doubtful configuration stops the start; the message names the option and its value. */
class BadOptions extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadOptions(String message) {
    super(message);
  }
}
