package org.gridwatch.map.notify.channel;

/** The HTML half of a mail; a table, since that is what every mail program shows alike. Pure. */
final class MailHtml {
  private MailHtml() {}

  static String of(Text text) {
    var out = new StringBuilder("<!DOCTYPE html><html><body style=\"font-family:sans-serif\"><h2>");
    out.append(Harmless.html(text.title())).append("</h2><table>");
    for (var line : text.lines()) {
      out.append("<tr><th style=\"text-align:left;padding-right:1em\">")
          .append(Harmless.html(line.label()))
          .append("</th><td>")
          .append(Harmless.html(line.value()))
          .append("</td></tr>");
    }
    out.append("</table>");
    if (!text.closing().isEmpty()) {
      out.append("<p>").append(Harmless.html(text.closing())).append("</p>");
    }
    if (text.link() != null) {
      String address = text.address().replace("&", "&amp;").replace("\"", "%22");
      out.append("<p><a href=\"").append(address).append("\">").append(address).append("</a></p>");
    }
    return out.append("</body></html>").toString();
  }
}
