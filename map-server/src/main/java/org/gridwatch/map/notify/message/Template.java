package org.gridwatch.map.notify.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gridwatch.map.notify.channel.Text;

/**
 * Words with gaps, as somebody edits them: the first line is the title, each further one a line of
 * the message ({@code label: value}), and what comes after an empty line closes it. A line of which
 * no gap can be filled is left out. Pure.
 */
public record Template(String words) {
  static final int LONGEST = 2_000;
  private static final Pattern GAP = Pattern.compile("\\{([A-Za-z]+)}");
  private static final Pattern LABEL = Pattern.compile("^([^{:：]{1,40})[:：]\\s*(.*)$");

  /** Throws {@link IllegalArgumentException} that says what is wrong. */
  public Template {
    words = words.replace("\r\n", "\n").strip();
    if (words.isEmpty() || words.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a template must have 1.." + LONGEST + " characters, has " + words.length());
    }
  }

  /** Checked when somebody saves it: a gap that nothing fills would stay empty unnoticed. */
  void requireGapsOf(Set<String> known) {
    Matcher gaps = GAP.matcher(words);
    while (gaps.find()) {
      if (!known.contains(gaps.group(1))) {
        throw new IllegalArgumentException(
            "there is no {" + gaps.group(1) + "}; there are " + String.join(", ", known));
      }
    }
  }

  record Filled(String title, List<Text.Line> lines, String closing) {}

  Filled fill(Map<String, String> values) {
    String[] parts = words.split("\n\\s*\n", 2);
    var lines = new ArrayList<Text.Line>();
    String[] body = parts[0].split("\n", -1);
    for (int i = 1; i < body.length; i++) {
      if (says(body[i], values)) {
        lines.add(line(body[i].strip(), values));
      }
    }
    String closing = parts.length == 1 || !says(parts[1], values) ? "" : filled(parts[1], values);
    return new Filled(filled(body[0], values), lines, closing.strip());
  }

  /** Words without gaps always do. */
  private static boolean says(String line, Map<String, String> values) {
    Matcher gaps = GAP.matcher(line);
    boolean any = false;
    while (gaps.find()) {
      any = true;
      if (!values.getOrDefault(gaps.group(1), "").isEmpty()) {
        return true;
      }
    }
    return !any && !line.isBlank();
  }

  /** The label is taken of the template, so a colon in a value makes none. */
  private static Text.Line line(String words, Map<String, String> values) {
    Matcher labelled = LABEL.matcher(words);
    return labelled.matches()
        ? new Text.Line(labelled.group(1).strip(), filled(labelled.group(2), values))
        : new Text.Line("", filled(words, values));
  }

  private static String filled(String words, Map<String, String> values) {
    return GAP.matcher(words)
        .replaceAll(gap -> Matcher.quoteReplacement(values.getOrDefault(gap.group(1), "")))
        .strip();
  }
}
