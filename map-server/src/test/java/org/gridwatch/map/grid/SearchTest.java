package org.gridwatch.map.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gridwatch.ingest.store.TestDatabase;
import org.gridwatch.map.account.Rights;
import org.gridwatch.map.account.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SearchTest {
  private static TestDatabase database;
  private static Grids grids;
  private static Search search;

  @BeforeAll
  static void fillTheTown() {
    database = TestDatabase.create();
    new GridWriter(database.dataSource()).add(Town.grids(), Instant.EPOCH, "test");
    new BuildingWriter(database.dataSource())
        .add(List.of(Town.building(0, 1), Town.building(3, 1)), "demo");
    database
        .jdbc()
        .sql(
            """
            insert into device (name, kind, label, address, lon, lat, expected_interval_s) values
              ('GAS-1', 'gas', '东门燃气', '车城路0号', 110.7905, 32.6505, 60),
              ('GAS-10', 'gas', '', '', 110.7935, 32.6505, 60),
              ('CAM-7', 'camera', 'Gate GAS-1', '', 110.7905, 32.6505, 60)
            """)
        .update();
    grids = new Grids(database.dataSource());
    grids.refresh();
    database
        .jdbc()
        .sql(
            """
            insert into device_place (device_id, valid_from, leaf_grid_id)
            select d.id, now(), g.id from device d join grid g
              on g.code = case when d.lon < 110.792 then '42-1-1' else '42-2-2' end
            """)
        .update();
    var buildings = new Buildings(database.dataSource());
    buildings.refresh();
    search = new Search(database.dataSource(), grids, buildings);
    search.refresh();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static Rights rights(boolean all, Integer... leaves) {
    return new Rights(1, "x", Role.OFFICER, all, Set.of(leaves), 0, new Rights.Proof.Session("s"));
  }

  private static List<String> found(String query) {
    return search.find(query, 12, rights(true)).stream()
        .map(entry -> entry.type().word() + ":" + entry.title())
        .toList();
  }

  @Test
  void theDeviceOfThatVeryNameComesFirst() {
    assertThat(found("gas-1")).containsExactly("device:东门燃气", "device:GAS-10", "device:Gate GAS-1");
  }

  @Test
  void findsAddressesGridsAndLeaders() {
    assertThat(found("车城路3")).containsExactly("address:车城路3号");
    assertThat(found("42-2-1")).startsWith("grid:微网格21");
    assertThat(found("长42-2-2")).containsExactly("leader:长42-2-2");
    assertThat(found("车城路 0")).contains("address:车城路0号", "device:东门燃气");
  }

  @Test
  void findsNothingForNothing() {
    assertThat(found("")).isEmpty();
    assertThat(found("   ")).isEmpty();
    assertThat(found("%")).isEmpty();
  }

  @Test
  void somebodyOfOneLeafFindsOnlyWhatLiesInIt() {
    int own = grids.byCode("42-2-2").orElseThrow().id();
    var titles =
        search.find("gas", 12, rights(false, own)).stream().map(SearchIndex.Entry::title).toList();
    assertThat(titles).containsExactly("GAS-10");
    assertThat(search.find("燕湖", 12, rights(false, own))).isEmpty();
    assertThat(search.find("车城路", 12, rights(false, own)))
        .extracting(SearchIndex.Entry::title)
        .containsExactly("车城路3号");
  }

  @Test
  void givesNoMoreThanAskedForAmongThousands() {
    List<SearchIndex.Entry> many = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      many.add(
          new SearchIndex.Entry(
              SearchIndex.Type.DEVICE, "D" + i, "", 0, 0, "D" + i, 1, List.of("d" + i)));
    }
    assertThat(new SearchIndex(many).find("d1999", 12, _ -> true))
        .hasSize(11)
        .first()
        .extracting(SearchIndex.Entry::title)
        .isEqualTo("D1999");
  }
}
