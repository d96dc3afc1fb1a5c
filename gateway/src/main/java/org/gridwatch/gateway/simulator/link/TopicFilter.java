package org.gridwatch.gateway.simulator.link;

import java.nio.charset.StandardCharsets;

/** MQTT's topic filters: {@code +} for one level, {@code #} for all that follow. */
record TopicFilter(String[] levels) {
  private static final int MAX_BYTES = 65_535;

  static TopicFilter of(String filter) {
    boolean shared = filter.startsWith("$share/");
    return new TopicFilter((shared ? afterGroup(filter) : filter).split("/", -1));
  }

  private static String afterGroup(String filter) {
    return filter.substring(filter.indexOf('/', "$share/".length()) + 1);
  }

  boolean matches(String topic) {
    String[] parts = topic.split("/", -1);
    for (int i = 0; i < levels.length; i++) {
      if (levels[i].equals("#")) {
        return true;
      }
      if (i >= parts.length || !(levels[i].equals("+") || levels[i].equals(parts[i]))) {
        return false;
      }
    }
    return levels.length == parts.length;
  }

  /** What may stand in a PUBLISH. */
  static void requirePlainTopic(String topic) {
    if (topic.isEmpty() || topic.indexOf('+') >= 0 || topic.indexOf('#') >= 0) {
      throw new IllegalArgumentException(
          "topic must not be empty nor hold + or #, was '" + topic + "'");
    }
    if (topic.length() > MAX_BYTES / 3
        && topic.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new IllegalArgumentException("topic must be at most 65535 bytes");
    }
  }
}
