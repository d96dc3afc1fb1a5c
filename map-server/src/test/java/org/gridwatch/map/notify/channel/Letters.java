package org.gridwatch.map.notify.channel;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.gridwatch.ingest.rule.Severity;

/** Messages to send in tests. */
final class Letters {
  static final URI LINK = URI.create("https://watch.example.cn/alerts/17");
  static final String EVIL = "<b>[x](http://evil)";

  private Letters() {}

  static Text gas() {
    return text("燃气泄漏", "厨房 1-2-301 🔥");
  }

  static Text text(String title, String where) {
    return new Text(
        title,
        List.of(
            new Text.Line("位置", where),
            new Text.Line("读数", "23 %LEL"),
            new Text.Line("措施", "关阀，开窗，撤离")),
        "请确认",
        LINK,
        Map.of("place", "1-2-301", "what", "燃气泄漏"));
  }

  static Parcel parcel(Severity severity) {
    return to("", severity);
  }

  static Parcel to(String to, Severity severity) {
    return new Parcel("alert-17/step-1", severity, to, List.of(), gas());
  }

  static Parcel saying(Text text, String... mention) {
    return new Parcel("alert-17/step-1", Severity.RED, "", List.of(mention), text);
  }
}
