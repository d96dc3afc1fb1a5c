package org.gridwatch.map.rule;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridwatch.ingest.device.Device;
import org.gridwatch.ingest.device.Devices;
import org.gridwatch.ingest.device.Places;
import org.gridwatch.ingest.device.Places.Place;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.map.account.Rights;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which devices a rule can say something about now. */
@Component
class Watching {
  /**
   * A device in service.
   *
   * @param gridCodes of its leaf and of all above it
   * @param quantities that it has measured so far
   */
  record Watched(Device device, List<String> gridCodes, Set<String> quantities) {}

  private final Devices devices;
  private final Places places;
  private final JdbcClient db;

  Watching(Devices devices, Places places, JdbcClient db) {
    this.devices = devices;
    this.places = places;
    this.db = db;
  }

  /** The devices in service that the asker may see. */
  List<Watched> seenBy(Rights rights) {
    var where = places.current();
    var measured = measured();
    return devices.all().stream()
        .filter(device -> !device.retired())
        .map(device -> new Placed(device, where.get(device.id())))
        .filter(placed -> rights.sees(placed.leaf()))
        .map(placed -> placed.with(measured.getOrDefault(placed.device.id(), Set.of())))
        .toList();
  }

  private record Placed(Device device, @Nullable Place place) {
    int leaf() {
      return place == null ? 0 : place.leafGridId();
    }

    Watched with(Set<String> quantities) {
      return new Watched(device, place == null ? List.of() : place.gridCodes(), quantities);
    }
  }

  /** Those among them that the rule watches, and that say what its condition is about. */
  static int count(Rule rule, Collection<Watched> devices) {
    return (int)
        devices.stream()
            .filter(one -> rule.watch().includes(one.device, one.gridCodes))
            .filter(one -> concerns(rule.condition(), one))
            .count();
  }

  private static boolean concerns(Condition condition, Watched one) {
    return switch (condition) {
      case Condition.Measured measured -> measures(measured.quantities(), one);
      case Condition.NightFlow night -> measures(night.quantities(), one);
      case Condition.Together together ->
          together.parts().stream().anyMatch(part -> concerns(part, one));
      case Condition.Spread spread -> spread.kind() == one.device.details().kind();
      case Condition.Silent silent -> true;
      case Condition.ClockAhead ahead -> true;
      case Condition.Seen seen -> true;
    };
  }

  private static boolean measures(Set<String> quantities, Watched one) {
    return !Collections.disjoint(quantities, one.quantities);
  }

  private Map<Integer, Set<String>> measured() {
    var byDevice = new HashMap<Integer, Set<String>>();
    db.sql("select device_id, array_agg(quantity) as quantities from series group by device_id")
        .query(
            row -> {
              var quantities = (String[]) row.getArray("quantities").getArray();
              byDevice.put(row.getInt("device_id"), Set.of(quantities));
            });
    return byDevice;
  }
}
