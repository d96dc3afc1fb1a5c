package org.gridwatch.map.alert;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.account.BadInput;
import org.jspecify.annotations.Nullable;

/** What was sent, checked, with the field's name in every refusal. */
final class Wanted {
  private static final Set<String> KINDS = Set.of("gas", "water", "power", "camera", "other");

  private Wanted() {}

  /** Null when nothing was said. */
  static @Nullable String given(@Nullable String text) {
    return text == null || text.isBlank() ? null : printable(text).strip();
  }

  static String oneOf(String field, @Nullable String value, Collection<String> known) {
    if (value == null || !known.contains(value)) {
      var words = String.join(", ", new TreeSet<>(known));
      throw new BadInput(field, value, field + " must be one of " + words);
    }
    return value;
  }

  static String kind(@Nullable String kind) {
    return oneOf("kind", kind, KINDS);
  }

  static Severity severity(@Nullable String label) {
    return Severity.parse(label == null ? "" : label)
        .orElseThrow(
            () ->
                new BadInput(
                    "severity", label, "severity must be one of blue, orange, red, yellow"));
  }

  static int between(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new BadInput(
          field, value, field + " must be " + least + ".." + most + ", was " + value);
    }
    return value;
  }

  /** May be empty. */
  static String text(String field, @Nullable String text, int most) {
    String stripped = text == null ? "" : printable(text).strip();
    if (stripped.length() > most) {
      throw new BadInput(
          field,
          stripped,
          "%s must be at most %d characters, has %d: '%s...'"
              .formatted(field, most, stripped.length(), stripped.substring(0, 20)));
    }
    return stripped;
  }

  /**
   * Without control characters and halves of characters, which neither the database nor XML takes.
   */
  static String printable(String text) {
    return text.codePoints()
        .filter(c -> c >= ' ' || c == '\n' || c == '\t')
        .filter(c -> (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  static String required(String field, @Nullable String text, int most) {
    String stripped = text(field, text, most);
    if (stripped.isEmpty()) {
      throw new BadInput(field, text, field + " must be given");
    }
    return stripped;
  }
}
