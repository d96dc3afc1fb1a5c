package org.gridwatch.map.notify.channel;

/** A message as plain text: for WeCom's text and the second half of a mail. Pure. */
final class PlainText {
  private PlainText() {}

  static String of(Text text) {
    var out = new StringBuilder(Harmless.plain(text.title()));
    for (var line : text.lines()) {
      out.append('\n').append(labelled(line));
    }
    if (!text.closing().isEmpty()) {
      out.append('\n').append(Harmless.plain(text.closing()));
    }
    if (text.link() != null) {
      out.append('\n').append(text.address());
    }
    return out.toString();
  }

  static String labelled(Text.Line line) {
    String value = Harmless.plain(line.value());
    return line.label().isEmpty() ? value : Harmless.plain(line.label()) + ": " + value;
  }
}
