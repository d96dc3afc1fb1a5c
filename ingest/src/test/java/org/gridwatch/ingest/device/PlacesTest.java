package org.gridwatch.ingest.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.gridwatch.ingest.device.Places.Place;
import org.gridwatch.ingest.store.TestDatabase;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");

  private static Place home(int device) {
    return new Place(device, 1, 11, 111, List.of("420302001001001", "420302001001"));
  }

  @Test
  void aMoveClosesThePastAndRaisesTheRevision() {
    try (var database = TestDatabase.create()) {
      var devices = new Devices(database.dataSource());
      var places = new Places(database.dataSource());
      int id = devices.create("D-1", DeviceDetails.of(Kind.GAS)).device().id();
      assertThat(places.set(List.of(home(id)), JANUARY)).isEqualTo(1);
      assertThat(places.current()).containsValue(home(id));
      long before = devices.revision();

      assertThat(places.set(List.of(home(id)), MARCH)).isZero();
      assertThat(devices.changedAfter(before)).isEmpty();
      assertThat(places.set(List.of(Place.unassigned(id, 0)), MARCH)).isEqualTo(1);

      assertThat(devices.changedAfter(before)).hasSize(1);
      assertThat(places.current()).containsValue(Place.unassigned(id, 0));
      assertThat(
              database
                  .jdbc()
                  .sql("select leaf_grid_id from device_place where valid_to = ?")
                  .param(MARCH.atOffset(java.time.ZoneOffset.UTC))
                  .query(Integer.class)
                  .list())
          .containsExactly(11);
    }
  }
}
