package org.gridwatch.map.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

class CrsTest {
  private static final Offset<Double> SIX_DECIMALS = within(6e-7);
  private static final Offset<Double> A_MILLIMETRE = within(0.001);

  @ParameterizedTest
  @CsvSource({
    "110.79, 32.65, 110.795329, 32.647830",
    "116.404, 39.915, 116.410244, 39.916404",
    "130.36, 46.80, 130.367898, 46.802296"
  })
  void shiftsToGcj02AsTheMapServicesDo(double lon, double lat, double gcjLon, double gcjLat) {
    var shifted = ChinaShift.wgs84ToGcj02(new Coordinate(lon, lat));
    assertThat(shifted.x).isCloseTo(gcjLon, SIX_DECIMALS);
    assertThat(shifted.y).isCloseTo(gcjLat, SIX_DECIMALS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GCJ02", "BD09", "EPSG:4547", "EPSG:4490", "EPSG:3857", "EPSG:4546"})
  void aRoundTripEndsWhereItBegan(String name) {
    Crs crs = Crs.of(name);
    var random = new Random(7);
    for (int i = 0; i < 500; i++) {
      double lon = 110 + random.nextDouble() * 6;
      double lat = 22 + random.nextDouble() * 25;
      Geometry place = Wgs84.FACTORY.createPoint(new Coordinate(lon, lat));
      Coordinate back = crs.toWgs84(crs.fromWgs84(place)).getCoordinate();
      assertThat(Wgs84.metresBetween(lon, lat, back.x, back.y)).isLessThan(0.0005);
    }
  }

  @Test
  void outsideChinaNothingIsShifted() {
    var monaco = new Coordinate(7.42, 43.73);
    assertThat(ChinaShift.wgs84ToGcj02(monaco)).isEqualTo(monaco);
    assertThat(ChinaShift.bd09ToWgs84(monaco)).isEqualTo(monaco);
  }

  @Test
  void eastingComesBeforeNorthing() {
    Geometry metres = Wgs84.FACTORY.createPoint(new Coordinate(500000, 3000000));
    var place = Crs.of("EPSG:4547").toWgs84(metres).getCoordinate();
    assertThat(place.x).isCloseTo(114.0, within(1e-9));
    assertThat(place.y).isCloseTo(27.1116, within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wgs84", "EPSG:4326", "CGCS2000", "gcj-02", "bd-09", "epsg:4522"})
  void knowsSystemsAsPeopleWriteThem(String name) {
    assertThat(Crs.of(name)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EPSG:99999", "Beijing", "EPSG:"})
  void saysWhichNamesItTakes(String name) {
    assertThatThrownBy(() -> Crs.of(name))
        .isInstanceOf(Crs.Unknown.class)
        .hasMessageContaining(name)
        .hasMessageContaining("EPSG:4547");
  }

  @Test
  void measuresInMetresAsTheSurveyorsZoneDoes() {
    Geometry square = Town.square(0);
    double zone = Crs.of("EPSG:4546").fromWgs84(square).getArea();
    double own = LocalPlane.around(110.79).areaM2(square);
    assertThat(own).isCloseTo(zone, within(zone * 1e-5));
    assertThat(own).isCloseTo(10_400, within(100.0));
  }

  @Test
  void thePlaneLeadsBack() {
    var plane = LocalPlane.around(110.79);
    var there = plane.metres(Wgs84.FACTORY.createPoint(new Coordinate(110.8, 32.66)));
    var back = plane.degrees(there.getCoordinate());
    assertThat(Wgs84.metresBetween(110.8, 32.66, back.x, back.y)).isCloseTo(0, A_MILLIMETRE);
  }
}
