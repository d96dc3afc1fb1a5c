package org.gridwatch.map.notify.channel;

import java.util.regex.Pattern;

/**
 * Makes what devices and people wrote safe to put into a message: it stays readable and can be
 * neither markup nor a link. Pure.
 */
final class Harmless {
  /** Control, format (direction, zero width), private and unpaired surrogate characters. */
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]");

  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern SCHEME = Pattern.compile("://");
  private static final Pattern WWW = Pattern.compile("(?i)\\bwww\\.");
  private static final Pattern MAILTO = Pattern.compile("(?i)\\b(mailto|tel|javascript|data):");

  /** How robots call people, even in plain text. */
  private static final Pattern CALL = Pattern.compile("(?i)<(?=/?(@|at\\b))");

  /** What means something to Markdown, and the same in full width, which means nothing. */
  private static final String MARKUP = "\\`*_{}[]()<>#!|~&@";

  private static final String FULL_WIDTH = "＼｀＊＿｛｝［］（）＜＞＃！｜～＆＠";

  private Harmless() {}

  /** One line without anything invisible. */
  static String line(String text) {
    String visible = INVISIBLE.matcher(BLANKS.matcher(text).replaceAll(" ")).replaceAll("");
    return visible.strip();
  }

  /** An address in it is no address to click on, and it calls nobody by name. */
  static String plain(String text) {
    String bare = SCHEME.matcher(text).replaceAll(":／／");
    bare = WWW.matcher(bare).replaceAll("www．");
    bare = MAILTO.matcher(bare).replaceAll("$1：");
    return CALL.matcher(bare).replaceAll("＜");
  }

  /** For the Markdown of the group robots, which know no escapes. */
  static String markdown(String text) {
    var out = new StringBuilder();
    plain(text)
        .codePoints()
        .map(
            letter -> {
              int at = MARKUP.indexOf(letter);
              return at < 0 ? letter : FULL_WIDTH.charAt(at);
            })
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  static String html(String text) {
    return plain(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
