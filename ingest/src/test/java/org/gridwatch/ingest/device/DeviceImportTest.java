package org.gridwatch.ingest.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.Charset;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gridwatch.ingest.device.ImportReport.Line;
import org.gridwatch.ingest.device.ImportReport.Outcome;
import org.gridwatch.ingest.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeviceImportTest {
  private TestDatabase database;
  private Devices devices;

  @BeforeAll
  void open() {
    database = TestDatabase.create();
    devices = new Devices(database.dataSource());
  }

  @AfterAll
  void close() {
    database.close();
  }

  private ImportReport csv(String text) {
    return devices.importRows(DeviceLists.readCsv(text.getBytes(UTF_8)), false);
  }

  @Test
  void everyLineTellsWhatBecameOfIt() {
    csv("name,kind,label\nL-1,gas,one\nL-2,gas,two\n");
    var report =
        csv("name,kind,label\nL-1,gas,one\nL-2,gas,TWO\nL-3,water,three\nL-4,steam,four\n");
    assertThat(report.lines())
        .extracting(Line::line, Line::name, Line::outcome)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(2, "L-1", Outcome.UNCHANGED),
            org.assertj.core.groups.Tuple.tuple(3, "L-2", Outcome.UPDATED),
            org.assertj.core.groups.Tuple.tuple(4, "L-3", Outcome.CREATED),
            org.assertj.core.groups.Tuple.tuple(5, "L-4", Outcome.REJECTED));
    assertThat(report.lines().getLast().message()).contains("kind").contains("'steam'");
    assertThat(report.tokens()).containsOnlyKeys("L-3");
    assertThat(report.accepted()).isEqualTo(3);
  }

  @Test
  void aDryRunChangesNothing() {
    var rows = DeviceLists.readCsv("name,kind\nDRY-1,gas\n".getBytes(UTF_8));
    assertThat(devices.importRows(rows, true).count(Outcome.CREATED)).isEqualTo(1);
    assertThat(devices.find("DRY-1")).isEmpty();
  }

  @Test
  void aColumnThatIsNotThereLeavesWhatIsRegisteredAndAnEmptyCellClearsIt() {
    csv("name,kind,label,address\nKEEP,gas,label,address\n");
    csv("name,label\nKEEP,\n");
    var details = devices.find("KEEP").orElseThrow().details();
    assertThat(details.label()).isEmpty();
    assertThat(details.address()).isEqualTo("address");
  }

  @Test
  void aSpreadsheetSavedInChinaIsReadAsItIs() {
    byte[] file =
        "设备编号;类别;设备名称;经度;纬度;地址\nZH-1;燃气;一号楼;110.7;32.6;张湾区\n".getBytes(Charset.forName("GB18030"));
    assertThat(devices.importRows(DeviceLists.readCsv(file), false).accepted()).isEqualTo(1);
    var details = devices.find("ZH-1").orElseThrow().details();
    assertThat(details.label()).isEqualTo("一号楼");
    assertThat(details.kind()).isEqualTo(Kind.GAS);
    assertThat(details.position()).isEqualTo(new Position(110.7, 32.6));
  }

  @Test
  void whatIsWrongIsNamedWithItsValue() {
    var report =
        csv(
            """
            name,kind,lon,lat,interval,gateway
            ,gas,,,,
            W 1,gas,,,,
            W-2,gas,200,30,,
            W-3,gas,east,30,,
            W-4,gas,110,,,
            W-5,gas,110,30,0,
            W-6,gas,110,30,1.5,
            W-7,gas,110,30,60,NOBODY
            W-8,gas,110,30,60,W-8
            W-9,gas,110,30,60,
            W-9,gas,110,30,60,
            W-10,gas,NaN,30,60,
            """);
    assertThat(report.lines())
        .extracting(Line::message)
        .satisfiesExactly(
            m -> assertThat(m).contains("name is missing"),
            m -> assertThat(m).contains("'W 1'"),
            m -> assertThat(m).contains("lon").contains("200"),
            m -> assertThat(m).contains("lon").contains("'east'"),
            m -> assertThat(m).contains("lon and lat"),
            m -> assertThat(m).contains("expected interval").contains("0"),
            m -> assertThat(m).contains("whole number").contains("1.5"),
            m -> assertThat(m).contains("'NOBODY'"),
            m -> assertThat(m).contains("'W-8'"),
            m -> assertThat(m).isEmpty(),
            m -> assertThat(m).contains("earlier line"),
            m -> assertThat(m).contains("'NaN'"));
    assertThat(devices.find("W-9")).isPresent();
    assertThat(devices.find("W-7")).isEmpty();
  }

  @Test
  void aGatewayMayComeAfterTheDevicesBehindItAndAFallenOneTakesThemAlong() {
    var report =
        csv("name,kind,gateway\nG-B,gas,G-A\nG-A,gas,\nG-D,gas,G-C\nG-C,steam,\nG-E,gas,G-D\n");
    assertThat(report.lines())
        .extracting(Line::outcome)
        .containsExactly(
            Outcome.CREATED, Outcome.CREATED, Outcome.REJECTED, Outcome.REJECTED, Outcome.REJECTED);
    assertThat(devices.find("G-B").orElseThrow().gatewayId())
        .isEqualTo(devices.find("G-A").orElseThrow().id());
  }

  @Test
  void whatIsExportedComesBackUnchanged() {
    csv(
        """
        name,kind,model,label,lon,lat,address,interval,tags
        X-1,power,cabinet,"a, ""b"" c",110.5,32.5,=1+1,900,x;y
        X-2,camera,,,,,,,
        """);
    var all = devices.all();
    var again = DeviceLists.readCsv(DeviceExport.csv(all).getBytes(UTF_8));
    assertThat(devices.importRows(again, true).count(Outcome.UNCHANGED)).isEqualTo(all.size());
    var geo = DeviceLists.readGeoJson(DeviceExport.geoJson(all).getBytes(UTF_8));
    assertThat(devices.importRows(geo, true).count(Outcome.UNCHANGED)).isEqualTo(all.size());
  }

  @Test
  void geoJsonWithAnotherGeometryThanAPointIsRefusedByLine() {
    var rows =
        DeviceLists.readGeoJson(
            """
            {"type":"FeatureCollection","features":[
              {"type":"Feature","geometry":{"type":"Point","coordinates":[110.1,32.1]},
               "properties":{"name":"GEO-1","kind":"water","tags":["a","b"]}},
              {"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]},
               "properties":{"name":"GEO-2","kind":"water"}}]}
            """
                .getBytes(UTF_8));
    var report = devices.importRows(rows, false);
    assertThat(report.lines())
        .extracting(Line::outcome)
        .containsExactly(Outcome.CREATED, Outcome.REJECTED);
    assertThat(report.lines().getLast().message()).contains("LineString");
    assertThat(devices.find("GEO-1").orElseThrow().details().tags()).containsExactly("a", "b");
  }

  @Test
  void aFileThatIsNoListIsRefusedAsAWhole() {
    for (String text : new String[] {"", "kind,label\ngas,x\n", "name,name\na,b\n"}) {
      assertThatExceptionOfType(RegistryRefusal.class)
          .isThrownBy(() -> DeviceLists.readCsv(text.getBytes(UTF_8)));
    }
    for (String text : new String[] {"", "{", "[]", "{\"features\":1}"}) {
      assertThatExceptionOfType(RegistryRefusal.class)
          .isThrownBy(() -> DeviceLists.readGeoJson(text.getBytes(UTF_8)));
    }
  }

  @Test
  void fiveThousandAreImportedInOneGo() {
    String list =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "B-" + i + ",gas,110.7,32.6")
            .collect(Collectors.joining("\n", "name,kind,lon,lat\n", "\n"));
    assertThat(csv(list).tokens()).hasSize(5_000);
  }
}
