package org.gridwatch.map.app;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.gridwatch.gateway.simulator.community.Community;
import org.gridwatch.ingest.device.DeviceDetails;
import org.gridwatch.ingest.device.Devices;
import org.gridwatch.ingest.device.Kind;
import org.gridwatch.ingest.device.Position;
import org.gridwatch.map.basemap.BasemapFeature;
import org.gridwatch.map.basemap.BasemapWriter;
import org.gridwatch.map.basemap.Layer;
import org.gridwatch.map.grid.BuildingDraft;
import org.gridwatch.map.grid.BuildingWriter;
import org.gridwatch.map.grid.Contact;
import org.gridwatch.map.grid.GridDraft;
import org.gridwatch.map.grid.GridWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Fills an empty installation with the demo community. Each step is one transaction and is left out
 * when it was done before, so a start that was killed half-way goes on where it stopped.
 */
@Component
@ConditionalOnBooleanProperty("gridwatch.role.map")
class DemoCommunity {
  private static final Logger log = LoggerFactory.getLogger(DemoCommunity.class);
  private static final String SOURCE = "demo";
  private static final String TOKENS = "demo-tokens.properties";

  private final JdbcClient jdbc;
  private final GridWriter grids;
  private final BuildingWriter buildings;
  private final BasemapWriter basemap;
  private final Devices devices;
  private final DemoHistory history;
  private final Secrets secrets;
  private final InstantSource clock;

  DemoCommunity(
      JdbcClient jdbc,
      GridWriter grids,
      BuildingWriter buildings,
      BasemapWriter basemap,
      Devices devices,
      DemoHistory history,
      Secrets secrets,
      InstantSource clock) {
    this.jdbc = jdbc;
    this.grids = grids;
    this.buildings = buildings;
    this.basemap = basemap;
    this.devices = devices;
    this.history = history;
    this.secrets = secrets;
    this.clock = clock;
  }

  /** Whether this installation is the demo, or may become it. */
  boolean welcome() {
    boolean begun = count("select count(*) from setting where name = 'demo'") > 0;
    return begun
        || (count("select count(*) from grid") == 0 && count("select count(*) from device") == 0);
  }

  /** Nothing is left to fill. */
  boolean filled() {
    return count("select count(*) from setting where name = 'demo-history'") > 0;
  }

  /** Fills what is not filled; the devices' tokens by name. */
  Map<String, String> fill(Community community) throws IOException, SQLException {
    Map<String, String> tokens = fillRegistry(community);
    if (!filled()) {
      history.write(community, clock.instant());
      jdbc.sql("insert into setting (name, value) values ('demo-history', 'true')").update();
    }
    return tokens;
  }

  private Map<String, String> fillRegistry(Community community) throws IOException {
    jdbc.sql("insert into setting (name, value) values ('demo', 'true') on conflict do nothing")
        .update();
    if (count("select count(*) from grid") == 0) {
      log.info("filling the empty installation with the demo community");
      describePlace(community);
      grids.add(
          community.grids().stream().map(DemoCommunity::draft).toList(), clock.instant(), SOURCE);
    }
    if (count("select count(*) from building where source = 'demo'") == 0) {
      buildings.add(community.buildings().stream().map(DemoCommunity::draft).toList(), SOURCE);
    }
    if (count("select count(*) from basemap_feature where source = 'demo'") == 0) {
      basemap.add(background(community), SOURCE);
    }
    if (count("select count(*) from device") == 0) {
      var tokens =
          devices.createAll(community.devices().stream().map(DemoCommunity::device).toList());
      writeTokens(tokens);
      return tokens;
    }
    return Files.exists(secrets.file(TOKENS)) ? readTokens() : renewTokens(community);
  }

  private void describePlace(Community community) {
    jdbc.sql(
            """
            insert into setting (name, value)
            values ('place', jsonb_build_object('name', ?, 'timeZone', 'Asia/Shanghai',
                                                'centre', jsonb_build_array(?::float8, ?::float8)))
            on conflict do nothing
            """)
        .params(community.name(), community.lon(), community.lat())
        .update();
  }

  private static GridDraft draft(Community.Grid grid) {
    return new GridDraft(
        grid.code(),
        grid.level(),
        grid.parent(),
        grid.name(),
        contact(grid.leader()),
        grid.deputies().stream().map(DemoCommunity::contact).toList(),
        grid.boundary());
  }

  private static Contact contact(Community.Person person) {
    return new Contact(person.name(), person.phone());
  }

  private static BuildingDraft draft(Community.Building building) {
    return new BuildingDraft(
        "",
        building.address(),
        building.name(),
        building.households(),
        building.residents(),
        building.floors(),
        building.outline());
  }

  private static List<BasemapFeature> background(Community community) {
    var features =
        community.areas().stream()
            .map(
                area ->
                    new BasemapFeature(
                        "",
                        Layer.valueOf(area.layer().toUpperCase(Locale.ROOT)),
                        area.kind(),
                        area.name(),
                        area.shape()))
            .collect(Collectors.toList());
    community.streets().stream()
        .map(
            street ->
                new BasemapFeature("", Layer.STREET, street.kind(), street.name(), street.line()))
        .forEach(features::add);
    return features;
  }

  private static Devices.NewDevice device(Community.Device device) {
    var details =
        new DeviceDetails(
            Kind.parse(device.kind().label()).orElseThrow(),
            device.model(),
            device.label(),
            device.expectedIntervalSeconds(),
            new Position(device.lon(), device.lat()),
            device.address(),
            device.gateway(),
            List.of(SOURCE),
            "",
            false);
    return new Devices.NewDevice(device.name(), details);
  }

  private void writeTokens(Map<String, String> tokens) throws IOException {
    String lines =
        tokens.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
            .collect(Collectors.joining());
    secrets.write(TOKENS, lines);
  }

  private Map<String, String> readTokens() throws IOException {
    var properties = new Properties();
    properties.load(
        new StringReader(Files.readString(secrets.file(TOKENS), StandardCharsets.UTF_8)));
    var tokens = new HashMap<String, String>();
    properties.forEach((name, token) -> tokens.put((String) name, (String) token));
    return tokens;
  }

  /** The devices are there but their tokens never reached the file: give them new ones. */
  private Map<String, String> renewTokens(Community community) throws IOException {
    var tokens = new HashMap<String, String>();
    for (var device : community.devices()) {
      if (devices.find(device.name()).isPresent()) {
        tokens.put(device.name(), devices.newToken(device.name()));
      }
    }
    writeTokens(tokens);
    return tokens;
  }

  private int count(String sql) {
    return jdbc.sql(sql).query(Integer.class).single();
  }
}
