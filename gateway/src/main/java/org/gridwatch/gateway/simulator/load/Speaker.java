package org.gridwatch.gateway.simulator.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gridwatch.gateway.simulator.local.NewDevice;
import org.gridwatch.gateway.wire.DeviceName;
import org.gridwatch.gateway.wire.Topic;

/**
 * Who holds a connection: a device, or a gateway with devices behind it.
 *
 * @param devices whose readings its messages carry
 */
record Speaker(String name, List<String> devices, boolean gateway) {

  /** The run's speakers, named so that no run meets the devices of another. */
  static List<Speaker> of(LoadPlan plan, String run) {
    var speakers = new ArrayList<Speaker>(plan.speakers());
    for (int i = 0; i < plan.speakers(); i++) {
      if (plan.behind() == 0) {
        String name = name(run, "d", i);
        speakers.add(new Speaker(name, List.of(name), false));
      } else {
        var devices = new ArrayList<String>(plan.behind());
        for (int k = 0; k < plan.behind(); k++) {
          devices.add(name(run, "d", i * plan.behind() + k));
        }
        speakers.add(new Speaker(name(run, "g", i), devices, true));
      }
    }
    return speakers;
  }

  private static String name(String run, String what, int number) {
    return "load-%s-%s%05d".formatted(run, what, number);
  }

  String topic() {
    var kind = gateway ? Topic.Kind.BATCH : Topic.Kind.TELEMETRY;
    return Topic.of(new DeviceName(name), kind).toString();
  }

  PayloadTemplate template(int pointsEach) {
    return gateway
        ? PayloadTemplate.batch(devices, pointsEach)
        : PayloadTemplate.telemetry(pointsEach);
  }

  /** Itself and the devices behind it, as to be registered around a place. */
  List<NewDevice> registrations(double[] centre, int index) {
    var all = new ArrayList<NewDevice>();
    double lon = centre[0] + (index % 100 - 50) * 0.0002;
    double lat = centre[1] + (index / 100 - 25) * 0.0002;
    String place = String.format(Locale.ROOT, "%.6f,%.6f", lon, lat);
    if (gateway) {
      all.add(new NewDevice(name, "power", "gateway", "load", 600, place, "", false));
    }
    for (String device : devices) {
      all.add(
          new NewDevice(
              device,
              "power",
              TemporaryRules.MODEL,
              "load",
              600,
              place,
              gateway ? name : "",
              false));
    }
    return all;
  }
}
