package org.gridwatch.map.notify.channel;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A message in words; each channel gives it its own form and length. Line breaks, control and
 * direction characters in what people or devices wrote become spaces or nothing.
 *
 * @param title never empty; at most 200 characters of it are kept
 * @param lines what, where, measured, since, what to do
 * @param closing may be empty
 * @param link to the alert; null: there is none
 * @param slots short values for the templates that SMS and voice providers approve beforehand
 */
public record Text(
    String title, List<Line> lines, String closing, @Nullable URI link, Map<String, String> slots) {
  private static final int LONGEST_TITLE = 200;
  private static final int LONGEST_LINK = 500;

  /** One line of it. */
  public record Line(String label, String value) {
    public Line {
      label = Harmless.line(label);
      value = Harmless.line(value);
    }
  }

  public Text {
    title = Fit.cut(Harmless.line(title), LONGEST_TITLE);
    lines = List.copyOf(lines);
    closing = Harmless.line(closing);
    slots =
        Map.copyOf(
            slots.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey,
                        slot -> Harmless.line(slot.getValue()),
                        (one, other) -> other,
                        TreeMap::new)));
    if (title.isEmpty()) {
      throw new IllegalArgumentException("title must not be empty");
    }
    if (link != null) {
      checkLink(link);
    }
  }

  /** What goes into a link must not be able to end it. */
  private static void checkLink(URI link) {
    String text = link.toASCIIString();
    if (text.length() > LONGEST_LINK || !text.matches("https?://[!-~]+")) {
      throw new IllegalArgumentException(
          "link must be http(s), absolute, with at most " + LONGEST_LINK + " characters");
    }
  }

  /** Empty when there is none; brackets, which would end a Markdown link, are escaped. */
  String address() {
    return link == null
        ? ""
        : link.toASCIIString()
            .replace("(", "%28")
            .replace(")", "%29")
            .replace("'", "%27")
            .replace("*", "%2A");
  }

  Text withBody(List<Line> newLines, String newClosing) {
    return new Text(title, newLines, newClosing, link, slots);
  }

  Text withTitle(String newTitle) {
    return new Text(newTitle, lines, closing, link, slots);
  }
}
