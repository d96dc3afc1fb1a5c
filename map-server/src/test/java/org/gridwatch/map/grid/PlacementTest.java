package org.gridwatch.map.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.gridwatch.ingest.device.Places;
import org.gridwatch.ingest.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");
  private TestDatabase database;
  private Grids grids;
  private Placement placement;
  private Instant now = FIRST;

  @BeforeEach
  void fillTheTown() {
    database = TestDatabase.create();
    var source = database.dataSource();
    new GridWriter(source).add(Town.grids(), FIRST, "test");
    new BuildingWriter(source).add(List.of(Town.building(0, 1)), "demo");
    grids = new Grids(source);
    grids.refresh();
    var buildings = new Buildings(source);
    buildings.refresh();
    placement = new Placement(source, grids, buildings, () -> now);
    register("A", Town.middle(0) + 1.5e-4, Town.middleLat());
    register("B", Town.middle(3), Town.middleLat());
    register("FAR", 112.0, 33.0);
    database
        .jdbc()
        .sql("insert into device (name, kind, expected_interval_s) values ('NOWHERE', 'gas', 60)")
        .update();
    placement.refresh();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void register(String name, double lon, double lat) {
    database
        .jdbc()
        .sql(
            """
            with r as (update registry_revision set revision = revision + 1 returning revision)
            insert into device (name, kind, expected_interval_s, lon, lat, revision)
            select ?, 'gas', 60, ?, ?, revision from r
            on conflict (name) do update
              set lon = excluded.lon, lat = excluded.lat, revision = excluded.revision
            """)
        .params(name, lon, lat)
        .update();
  }

  private String leafOf(String name) {
    return database
        .jdbc()
        .sql(
            """
            select coalesce(g.code, '-') from device d
            left join device_place p on p.device_id = d.id and p.valid_to is null
            left join grid g on g.id = p.leaf_grid_id where d.name = ?
            """)
        .param(name)
        .query(String.class)
        .single();
  }

  private int rows(String where) {
    return database
        .jdbc()
        .sql("select count(*) from device_place where " + where)
        .query(Integer.class)
        .single();
  }

  @Test
  void everyDeviceIsInOneLeafOrInNone() {
    assertThat(leafOf("A")).isEqualTo("42-1-1");
    assertThat(leafOf("B")).isEqualTo("42-2-2");
    assertThat(leafOf("FAR")).isEqualTo("-");
    assertThat(leafOf("NOWHERE")).isEqualTo("-");
    assertThat(rows("building_id is not null")).isEqualTo(1);
  }

  @Test
  void lookingAgainWritesNothing() {
    var registry = "select revision from registry_revision";
    long before = database.jdbc().sql(registry).query(Long.class).single();
    placement.refresh();
    placement.refresh();
    assertThat(placement.placeAll()).isZero();
    assertThat(database.jdbc().sql(registry).query(Long.class).single()).isEqualTo(before);
  }

  @Test
  void aDeviceThatMovesKeepsItsPast() {
    now = FIRST.plusSeconds(3600);
    register("B", Town.middle(1), Town.middleLat());
    placement.refresh();
    assertThat(leafOf("B")).isEqualTo("42-1-2");
    assertThat(rows("valid_to = '2026-03-01 01:00Z'")).isEqualTo(1);
  }

  @Test
  void devicesFollowWhenTheGridsAreRedrawn() {
    now = FIRST.plusSeconds(3600);
    new GridWriter(database.dataSource())
        .add(
            List.of(
                new GridDraft(
                    "50",
                    1,
                    "",
                    "new",
                    Contact.NONE,
                    List.of(),
                    Town.box(111.9, 32.9, 112.1, 33.1))),
            now,
            "test");
    grids.refresh();
    placement.refresh();
    assertThat(leafOf("FAR")).isEqualTo("50");
  }

  @Test
  void thousandsOfDevicesAreEachPlacedAsTheGridsSay() {
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      rows.add(new Object[] {"X" + i, Town.middle(i % 5), Town.middleLat()});
    }
    new org.springframework.jdbc.core.JdbcTemplate(database.dataSource())
        .batchUpdate(
            "insert into device (name, kind, expected_interval_s, lon, lat) values (?, 'gas', 60, ?, ?)",
            rows);
    assertThat(placement.placeAll()).isEqualTo(2400);
    assertThat(new Places(database.dataSource()).current()).hasSize(2402);
    assertThat(leafOf("X2")).isEqualTo("42-2-1");
  }
}
