package org.gridwatch.map.notify.channel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The short values that are put into an approved template. Pure. */
final class Slots {
  /** Providers refuse an empty value. */
  private static final String NOTHING = "-";

  private Slots() {}

  /** In the order of {@code names}. Addresses and the brackets of a signature are not allowed. */
  static Map<String, String> of(Text text, List<String> names, int most) {
    var slots = new LinkedHashMap<String, String>();
    for (String name : names) {
      String value = Harmless.plain(text.slots().getOrDefault(name, ""));
      String allowed = value.replace('【', '[').replace('】', ']').strip();
      slots.put(name, allowed.isEmpty() ? NOTHING : Fit.cut(allowed, most));
    }
    return slots;
  }

  static String json(Map<String, String> slots) {
    var json = Json.object();
    slots.forEach(json::put);
    return json.toString();
  }

  /** As JSON in fewer than so many characters, cutting the longest values first. */
  static String jsonBelow(int characters, Text text, List<String> names) {
    for (int most = characters; most > 1; most--) {
      String json = json(of(text, names, most));
      if (json.length() < characters) {
        return json;
      }
    }
    return json(of(text, names, 1));
  }
}
