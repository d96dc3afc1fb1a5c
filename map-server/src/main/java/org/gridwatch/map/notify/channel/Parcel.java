package org.gridwatch.map.notify.channel;

import java.util.List;
import java.util.regex.Pattern;
import org.gridwatch.ingest.rule.Severity;

/**
 * One message on its way through one channel.
 *
 * @param key the same at every try, so that who can tell duplicates apart may drop them
 * @param to phone number, mail address or push subscription; empty for a robot, a webhook, a topic
 * @param mention phone numbers or user ids that a robot calls by name; {@code all}: everybody
 */
public record Parcel(String key, Severity severity, String to, List<String> mention, Text text) {
  /** Everybody in the group. */
  public static final String ALL = "all";

  private static final Pattern KEY = Pattern.compile("[!-~]{1,128}");
  private static final Pattern MENTION = Pattern.compile("\\+?[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}");

  public Parcel {
    mention = List.copyOf(mention);
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("key must have 1..128 printable ASCII characters");
    }
    for (String one : mention) {
      if (!MENTION.matcher(one).matches()) {
        throw new IllegalArgumentException(
            "mention must be a phone number or a user id, was " + Harmless.line(one));
      }
    }
  }

  boolean mentionsAll() {
    return mention.contains(ALL);
  }

  /** Those mentioned by phone number. */
  List<String> phones() {
    return mention.stream().filter(Phone::looksLike).toList();
  }

  /** Those mentioned by user id. */
  List<String> users() {
    return mention.stream().filter(one -> !Phone.looksLike(one) && !one.equals(ALL)).toList();
  }
}
