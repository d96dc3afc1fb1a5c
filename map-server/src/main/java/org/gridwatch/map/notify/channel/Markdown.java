package org.gridwatch.map.notify.channel;

import java.util.List;
import java.util.stream.Collectors;
import org.gridwatch.ingest.rule.Severity;

/**
 * A message in the Markdown of WeCom and of DingTalk; all that came from elsewhere is plain. Pure.
 */
final class Markdown {
  private static final String LINK_WORDS = "打开 / Open";

  private Markdown() {}

  /** WeCom knows three colours by name: {@code warning} is orange-red, {@code info} is green. */
  static String weCom(Text text, Severity severity, List<String> users) {
    String colour = TokenBucket.urgent(severity) ? "warning" : "comment";
    var out =
        new StringBuilder("**<font color=\"")
            .append(colour)
            .append("\">")
            .append(Harmless.markdown(text.title()))
            .append("</font>**");
    for (var line : text.lines()) {
      out.append("\n> ").append(labelled(line, "<font color=\"comment\">", "</font>"));
    }
    if (!text.closing().isEmpty()) {
      out.append('\n').append(Harmless.markdown(text.closing()));
    }
    if (text.link() != null) {
      out.append("\n[").append(LINK_WORDS).append("](").append(text.address()).append(')');
    }
    return out.append(mentions(users, "<@", ">")).toString();
  }

  /** DingTalk calls only those by name whose number also stands in the text. */
  static String dingTalk(Text text, Severity severity, List<String> called) {
    String colour =
        switch (severity) {
          case RED -> "#d32f2f";
          case ORANGE -> "#ef6c00";
          case YELLOW -> "#b28704";
          case BLUE -> "#1565c0";
        };
    var out =
        new StringBuilder("#### <font color=\"")
            .append(colour)
            .append("\">")
            .append(Harmless.markdown(text.title()))
            .append("</font>");
    for (var line : text.lines()) {
      out.append("\n\n> ").append(labelled(line, "**", "**"));
    }
    if (!text.closing().isEmpty()) {
      out.append("\n\n").append(Harmless.markdown(text.closing()));
    }
    if (text.link() != null) {
      out.append("\n\n[").append(LINK_WORDS).append("](").append(text.address()).append(')');
    }
    return out.append(mentions(called, "@", "")).toString();
  }

  private static String labelled(Text.Line line, String before, String after) {
    String value = Harmless.markdown(line.value());
    return line.label().isEmpty()
        ? value
        : before + Harmless.markdown(line.label()) + after + ": " + value;
  }

  private static String mentions(List<String> names, String before, String after) {
    return names.stream()
        .map(name -> before + name + after)
        .collect(Collectors.joining(" ", names.isEmpty() ? "" : "\n\n", ""));
  }
}
