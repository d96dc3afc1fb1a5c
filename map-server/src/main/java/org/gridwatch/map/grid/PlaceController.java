package org.gridwatch.map.grid;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What the page must know before it draws anything: where we are, and what there is to show. */
@RestController
class PlaceController {
  /** Where an installation without grids, devices or a setting looks first: all of China. */
  private static final double[] NOWHERE_YET = {104.0, 35.5};

  private final DataSource database;
  private final Grids grids;
  private final Mqtt mqtt;

  PlaceController(
      DataSource database,
      Grids grids,
      @Value("${gridwatch.mqtt.host:}") String mqttHost,
      @Value("${gridwatch.mqtt.port:1883}") int mqttPort,
      @Value("${gridwatch.mqtt.tls:false}") boolean mqttTls) {
    this.database = database;
    this.grids = grids;
    this.mqtt = new Mqtt(mqttHost.isEmpty() ? null : mqttHost, mqttPort, mqttTls);
  }

  /**
   * Where devices publish.
   *
   * @param host null if it is the host of this page
   */
  record Mqtt(@Nullable String host, int port, boolean tls) {}

  /**
   * @param bounds west, south, east, north of the grids; without grids of the devices
   */
  @SuppressWarnings("ArrayRecordComponent") // written as JSON, never compared
  record Place(
      String name,
      double[] centre,
      double @Nullable [] bounds,
      String timeZone,
      boolean demo,
      boolean empty,
      boolean hasGrids,
      boolean hasDevices,
      @Nullable JsonNode tileLayer,
      List<String> languages,
      Mqtt mqtt) {}

  private record Devices(int count, Envelope box) {}

  @Operation(summary = "Read what the map must know before it draws anything")
  @GetMapping("/api/v1/place")
  Place place() {
    JsonNode setting = setting("place").orElseGet(GeoJson.JSON::createObjectNode);
    Devices devices = devices();
    boolean hasGrids = !grids.all().isEmpty();
    Envelope box = hasGrids ? grids.bounds() : devices.box();
    String name = setting.path("name").asString("");
    return new Place(
        name.isEmpty() ? communityName() : name,
        centre(setting.path("centre"), box),
        box.isNull()
            ? null
            : new double[] {box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY()},
        setting.path("timeZone").asString("Asia/Shanghai"),
        setting.path("demo").asBoolean(false)
            || setting("demo").map(demo -> demo.asBoolean(true)).orElse(false),
        !hasGrids || devices.count() == 0,
        hasGrids,
        devices.count() > 0,
        setting("tileLayer")
            .filter(layer -> !layer.path("url").asString("").isEmpty())
            .orElse(null),
        List.of("zh", "en"),
        mqtt);
  }

  private String communityName() {
    return grids.all().stream().findFirst().map(Grid::name).orElse("GridWatch");
  }

  private static double[] centre(JsonNode set, Envelope box) {
    if (set.path(0).isNumber() && set.path(1).isNumber()) {
      return new double[] {set.path(0).asDouble(), set.path(1).asDouble()};
    }
    if (box.isNull()) {
      return NOWHERE_YET;
    }
    Coordinate middle = box.centre();
    return new double[] {middle.x, middle.y};
  }

  private Optional<JsonNode> setting(String name) {
    return JdbcClient.create(database)
        .sql("select value::text from setting where name = ?")
        .param(name)
        .query(String.class)
        .optional()
        .map(GeoJson.JSON::readTree);
  }

  private Devices devices() {
    Map<String, Object> row =
        JdbcClient.create(database)
            .sql(
                """
                select count(*) as n, min(lon) as w, min(lat) as s, max(lon) as e, max(lat) as n2
                from device where retired_at is null
                """)
            .query()
            .singleRow();
    var box = new Envelope();
    if (row.get("w") instanceof Double west
        && row.get("s") instanceof Double south
        && row.get("e") instanceof Double east
        && row.get("n2") instanceof Double north) {
      box = new Envelope(west, east, south, north);
    }
    int count = row.get("n") instanceof Long n ? n.intValue() : 0;
    return new Devices(count, box);
  }
}
