package org.gridwatch.map.notify.duty;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** By what a person can be reached; the channel that does it is the installation's choice. */
public enum Means {
  SMS("\\+?[0-9]{5,15}"),
  VOICE("\\+?[0-9]{3,15}"),
  EMAIL("[^\\s@,<>]+@[^\\s@,<>]+\\.[^\\s@,<>]+"),
  /** The robot's name for the person, or their phone number. */
  WECOM("\\S{1,64}"),
  DINGTALK("\\S{1,64}"),
  FEISHU("\\S{1,64}"),
  /** What the browser gave for it. */
  PUSH("\\{.*}"),
  WEBHOOK("https?://\\S+");

  private final String form;

  Means(String form) {
    this.form = form;
  }

  /** Whether something can be sent there at all. */
  public boolean reaches(String address) {
    return address.matches(form);
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Means> parse(String label) {
    return Arrays.stream(values()).filter(means -> means.label().equals(label)).findFirst();
  }
}
