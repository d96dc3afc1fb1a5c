package org.gridwatch.ingest.rule.trial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.gridwatch.ingest.device.Device;
import org.gridwatch.ingest.device.Devices;
import org.gridwatch.ingest.device.Places;
import org.gridwatch.ingest.device.Places.Place;
import org.gridwatch.ingest.rule.Rule;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A device that the rule watches, where it is now, and its series.
 *
 * @param series quantity by id
 */
record Watched(Device device, Place place, Map<Integer, String> series) {

  /** Those that are watched now; what stood elsewhere then is taken where it is today. */
  static List<Watched> of(DataSource dataSource, Rule rule, Predicate<Place> visible) {
    var series = new HashMap<Integer, Map<Integer, String>>();
    JdbcClient.create(dataSource)
        .sql("select id, device_id, quantity from series")
        .query(
            row -> {
              series
                  .computeIfAbsent(row.getInt("device_id"), id -> new HashMap<>())
                  .put(row.getInt("id"), row.getString("quantity"));
            });
    Map<Integer, Place> places = new Places(dataSource).current();
    var watched = new ArrayList<Watched>();
    for (Device device : new Devices(dataSource).all()) {
      Place place = places.getOrDefault(device.id(), Place.unassigned(device.id(), 0));
      boolean included = rule.watch().includes(device, place.gridCodes());
      if (included && !device.retired() && visible.test(place)) {
        watched.add(new Watched(device, place, series.getOrDefault(device.id(), Map.of())));
      }
    }
    return watched;
  }

  long intervalMs() {
    return device.details().expectedIntervalSeconds() * 1_000L;
  }

  /** Half an interval more than the expected one, as when judging live. */
  long longestGapMs() {
    return intervalMs() * 3 / 2;
  }

  double rowsADay(int ofSeries) {
    return ofSeries * 86_400_000.0 / intervalMs();
  }
}
