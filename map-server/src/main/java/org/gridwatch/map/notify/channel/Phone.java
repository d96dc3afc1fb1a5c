package org.gridwatch.map.notify.channel;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A phone number, with its country.
 *
 * @param country calling code, such as {@code 86}
 * @param number without the calling code
 */
record Phone(String country, String number) {
  private static final Pattern MAINLAND = Pattern.compile("(?:\\+86|0086)?(1[3-9][0-9]{9})");

  /** With its area code; only voice calls reach them. */
  private static final Pattern LANDLINE = Pattern.compile("(?:\\+86)?(0[0-9]{9,11})");

  private static final Pattern ABROAD = Pattern.compile("\\+([1-9][0-9]{6,14})");

  /** Spaces and hyphens do not count; without a country it is one of mainland China. */
  static Optional<Phone> parse(String text) {
    String digits = text.strip().replaceAll("[ -]", "");
    for (Pattern known : new Pattern[] {MAINLAND, LANDLINE}) {
      var match = known.matcher(digits);
      if (match.matches()) {
        return Optional.of(new Phone("86", match.group(1)));
      }
    }
    var match = ABROAD.matcher(digits);
    return match.matches() && !digits.startsWith("+86")
        ? Optional.of(new Phone("", match.group(1)))
        : Optional.empty();
  }

  static boolean looksLike(String text) {
    return parse(text).isPresent();
  }

  boolean mobile() {
    return !number.startsWith("0");
  }

  /** As Aliyun wants it: plain at home, with the country's code and no plus abroad. */
  String plain() {
    return number;
  }

  /** As Tencent wants it: E.164. */
  String e164() {
    return "+" + country + number;
  }
}
