package org.gridwatch.map.notify.tap;

import java.util.Arrays;
import java.util.Locale;
import org.gridwatch.map.account.NotFound;

/** The buttons of the page. */
enum Press {
  /** I have it. */
  ACKNOWLEDGE,
  ON_SITE,
  FALSE_ALARM,
  HELP,
  NOTE,
  /** No button: the page was touched. */
  SEEN,
  /** No button: a browser has received the notification. */
  DELIVERED;

  /** As in the address: {@code on-site}. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Press of(String word) {
    return Arrays.stream(values())
        .filter(press -> press.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new NotFound("action", word));
  }
}
