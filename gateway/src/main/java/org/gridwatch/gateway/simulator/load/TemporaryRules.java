package org.gridwatch.gateway.simulator.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gridwatch.gateway.simulator.local.LocalInstallation;

/**
 * Two rules about everything that the devices of a run measure, the value and its change within
 * five minutes, with limits that nothing reaches: whatever rules an installation has, each reading
 * is judged by two at least.
 */
final class TemporaryRules {
  /** The model of the devices that they watch. */
  static final String MODEL = "load";

  private static final int NEVER_REACHED = 1_000_000_000;

  private final LocalInstallation installation;
  private final List<Integer> ids = new ArrayList<>();

  TemporaryRules(LocalInstallation installation) {
    this.installation = installation;
  }

  void add(String run, int pointsPerDevice) throws IOException, InterruptedException {
    List<String> quantities =
        Stream.concat(
                Stream.of(Alarms.QUANTITY),
                IntStream.range(0, pointsPerDevice).mapToObj(PayloadTemplate::quantity))
            .toList();
    var level = Map.of("type", "level", "quantities", quantities, "steps", steps());
    var change =
        Map.of("type", "rate", "quantities", quantities, "window_s", 300, "steps", steps());
    ids.add(installation.addRule(rule("load-" + run + "-level", level)));
    ids.add(installation.addRule(rule("load-" + run + "-change", change)));
  }

  private static Map<String, Object> rule(String code, Map<String, Object> condition) {
    return Map.of(
        "code",
        code,
        "watch",
        Map.of("models", List.of(MODEL)),
        "condition",
        condition,
        "texts",
        Map.of("title", Map.of("zh", code, "en", code)));
  }

  private static List<Object> steps() {
    var limit = Map.of("raise", NEVER_REACHED, "clear", NEVER_REACHED);
    return List.of(Map.of("severity", "blue", "high", limit, "hold_s", 0));
  }

  void end() throws IOException, InterruptedException {
    for (int id : ids) {
      installation.endRule(id);
    }
    ids.clear();
  }
}
