package org.gridwatch.gateway.simulator.life;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gridwatch.gateway.simulator.community.Community;
import org.gridwatch.gateway.simulator.community.Community.Device;
import org.gridwatch.gateway.simulator.life.Story.Moment;
import org.gridwatch.gateway.simulator.life.Story.Part;
import org.gridwatch.gateway.simulator.life.Story.Plot;
import org.gridwatch.gateway.simulator.life.Story.View;
import org.gridwatch.gateway.wire.DeviceEvent.Phase;

/** Finds the devices that a story happens to, and the neighbours that notice. */
final class Casting {
  private final Community community;
  private final Chance chance;

  Casting(Community community, Chance chance) {
    this.community = community;
    this.chance = chance;
  }

  Story story(int number, Plot plot, Instant start) {
    return switch (plot) {
      case GAS_LEAK -> spreading(number, plot, start, of("detector"), of("detector"), 3, 0.52, 35);
      case BURST_PIPE ->
          spreading(number, plot, start, of("inlet"), of("inlet", "pump-room"), 4, 0.86, 9);
      case LOST_PHASE -> spreading(number, plot, start, of("cabinet"), of("cabinet"), 3, 1, 0);
      case OVERLOAD ->
          spreading(
              number, plot, start, of("transformer"), of("transformer", "cabinet"), 6, .94, 6);
      case GATEWAY_DIES -> alone(number, plot, start, gasGateways(), List.of());
      case CAMERA_COVERED, SMOKE, CROWD -> seen(number, plot, start);
    };
  }

  private Story spreading(
      int number,
      Plot plot,
      Instant start,
      List<Device> choices,
      List<Device> others,
      int neighbours,
      double fading,
      int delaySeconds) {
    var focus = pick(choices, number);
    var cast = new LinkedHashMap<String, Part>();
    cast.put(focus.name(), new Part(1, Duration.ZERO));
    var near = new ArrayList<>(others);
    near.remove(focus);
    near.sort(Comparator.comparingDouble(other -> distance(focus, other)));
    double strength = 1;
    for (int i = 0; i < Math.min(neighbours, near.size()); i++) {
      strength *= fading;
      var delay = Duration.ofSeconds((long) delaySeconds * (i + 1));
      cast.put(near.get(i).name(), new Part(strength, delay));
    }
    return new Story(
        number, plot, start, start.plus(plot.lasts), focus.name(), Map.copyOf(cast), List.of());
  }

  private Story seen(int number, Plot plot, Instant start) {
    var camera = pick(of("camera"), number);
    String event = "%s-%d-%d".formatted(camera.name(), start.getEpochSecond(), number);
    var moments =
        switch (plot) {
          case SMOKE -> smoke(camera, event, start);
          case CAMERA_COVERED -> covered(camera, event, start);
          default -> crowd(camera, event, start);
        };
    return alone(number, plot, start, List.of(camera), moments);
  }

  private static List<Moment> smoke(Device camera, String event, Instant start) {
    return List.of(
        moment(camera, event, "smoke", start, 5, 0.74, Phase.START, View.SMOKE),
        moment(camera, event, "smoke", start, 45, 0.88, Phase.UPDATE, View.SMOKE),
        moment(camera, event, "smoke", start, 95, 0.95, Phase.UPDATE, View.SMOKE),
        moment(camera, event, "smoke", start, 180, 0.41, Phase.END, View.CLEAR));
  }

  private static List<Moment> covered(Device camera, String event, Instant start) {
    return List.of(
        moment(camera, event, "tamper", start, 3, 0.97, Phase.START, View.COVERED),
        moment(camera, event, "tamper", start, 80, 0.98, Phase.UPDATE, View.NONE),
        moment(camera, event, "tamper", start, 150, 0.9, Phase.END, View.CLEAR));
  }

  private static List<Moment> crowd(Device camera, String event, Instant start) {
    return List.of(
        moment(camera, event, "crowd", start, 1, 0.58, Phase.START, View.CLEAR),
        moment(camera, event, "crowd", start, 32, 0.35, Phase.END, View.NONE));
  }

  private static Moment moment(
      Device camera,
      String event,
      String type,
      Instant start,
      int second,
      double score,
      Phase phase,
      View view) {
    return new Moment(start.plusSeconds(second), camera.name(), event, type, score, phase, view);
  }

  private Story alone(
      int number, Plot plot, Instant start, List<Device> choices, List<Moment> moments) {
    var focus = pick(choices, number);
    var cast = Map.of(focus.name(), new Part(1, Duration.ZERO));
    return new Story(number, plot, start, start.plus(plot.lasts), focus.name(), cast, moments);
  }

  private Device pick(List<Device> choices, int number) {
    return choices.get(chance.among("cast", number, choices.size()));
  }

  private List<Device> of(String... models) {
    var wanted = List.of(models);
    return community.devices().stream().filter(d -> wanted.contains(d.model())).toList();
  }

  private List<Device> gasGateways() {
    return of("gateway").stream().filter(d -> d.kind() == Community.Kind.GAS).toList();
  }

  /** Good enough to sort neighbours by. */
  private static double distance(Device a, Device b) {
    double east = (a.lon() - b.lon()) * 0.84;
    double north = a.lat() - b.lat();
    return east * east + north * north;
  }
}
