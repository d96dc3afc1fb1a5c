package org.gridwatch.gateway.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.gridwatch.gateway.simulator.life.Script;
import org.gridwatch.gateway.simulator.life.Story;
import org.gridwatch.gateway.simulator.life.Story.Moment;
import org.gridwatch.gateway.simulator.life.Story.View;
import org.gridwatch.gateway.simulator.scene.StreetScene;
import org.gridwatch.gateway.wire.DeviceName;
import org.gridwatch.gateway.wire.Topic;

/**
 * The cameras' words about stories, each once, in time. Threads: the simulator's scheduler only.
 */
final class Reporters {
  private final Script script;
  private final Map<String, Line> lines;
  private Instant reported;

  Reporters(Script script, Map<String, Line> lines, Instant begin) {
    this.script = script;
    this.lines = lines;
    this.reported = begin;
  }

  void report(Instant now) {
    for (Story story : script.around(now)) {
      for (Moment moment : story.moments()) {
        if (moment.at().isAfter(reported) && !moment.at().isAfter(now)) {
          tell(moment);
        }
      }
    }
    reported = now;
  }

  private void tell(Moment moment) {
    var line = lines.get(moment.camera());
    if (line == null || !line.open()) {
      return; // a camera that is out of order sees nothing
    }
    var name = new DeviceName(moment.camera());
    String event = Topic.of(name, Topic.Kind.EVENT).toString();
    line.publish(event, moment.json().getBytes(StandardCharsets.UTF_8), false);
    if (moment.view() != View.NONE) {
      byte[] jpeg = StreetScene.jpeg(moment.camera(), moment.at(), moment.view());
      line.publish(Topic.snapshot(name, moment.event()).toString(), jpeg, false);
    }
  }
}
