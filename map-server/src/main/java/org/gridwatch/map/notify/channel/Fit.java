package org.gridwatch.map.notify.channel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Makes a message short enough for its channel: first its longest values, then its last lines, then
 * its title. The words are cut before they are dressed, so no tag, escape or link is ever cut.
 * Pure.
 */
final class Fit {
  static final String ELLIPSIS = "…";
  private static final int SHORTEST_VALUE = 8;

  private Fit() {}

  /** The longest form of the text that {@code dress} gives within so many bytes of UTF-8. */
  static String within(int mostBytes, Text text, Function<Text, String> dress) {
    String whole = dress.apply(text);
    if (bytes(whole) <= mostBytes) {
      return whole;
    }
    int longest = longestValue(text);
    if (bytes(dress.apply(capped(text, SHORTEST_VALUE))) <= mostBytes) {
      return dress.apply(
          capped(
              text,
              most(SHORTEST_VALUE, longest, cap -> dress.apply(capped(text, cap)), mostBytes)));
    }
    var small = capped(text, SHORTEST_VALUE);
    if (bytes(dress.apply(lines(small, 0))) <= mostBytes) {
      return dress.apply(
          lines(
              small, most(0, small.lines().size(), n -> dress.apply(lines(small, n)), mostBytes)));
    }
    var bare = lines(small, 0);
    int title = most(1, text.title().length(), n -> dress.apply(titled(bare, n)), mostBytes);
    return dress.apply(titled(bare, title));
  }

  /** The first so many code points, the last of them an ellipsis if anything is missing. */
  static String cut(String text, int most) {
    if (text.codePointCount(0, text.length()) <= most) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, Math.max(0, most - 1))).stripTrailing()
        + ELLIPSIS;
  }

  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The largest size that fits; the least is known to, or is all there is. */
  private static int most(int least, int above, Function<Integer, String> dressed, int mostBytes) {
    int fits = least;
    int tooLong = above + 1;
    while (tooLong - fits > 1) {
      int middle = (fits + tooLong) >>> 1;
      if (bytes(dressed.apply(middle)) <= mostBytes) {
        fits = middle;
      } else {
        tooLong = middle;
      }
    }
    return fits;
  }

  private static int longestValue(Text text) {
    int longest = text.closing().length();
    for (var line : text.lines()) {
      longest = Math.max(longest, Math.max(line.label().length(), line.value().length()));
    }
    return longest;
  }

  private static Text capped(Text text, int cap) {
    return text.withBody(
        text.lines().stream()
            .map(line -> new Text.Line(cut(line.label(), cap), cut(line.value(), cap)))
            .toList(),
        cut(text.closing(), cap));
  }

  private static Text lines(Text text, int most) {
    if (most >= text.lines().size()) {
      return text;
    }
    List<Text.Line> kept = new ArrayList<>(text.lines().subList(0, most));
    kept.add(new Text.Line("", ELLIPSIS));
    return text.withBody(kept, "");
  }

  private static Text titled(Text text, int most) {
    return text.withTitle(cut(text.title(), most));
  }
}
