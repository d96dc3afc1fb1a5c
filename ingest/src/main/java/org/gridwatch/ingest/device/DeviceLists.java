package org.gridwatch.ingest.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.gridwatch.ingest.device.DeviceRow.Column;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists of devices as files: CSV as spreadsheets write it and GeoJSON points in WGS 84. */
public final class DeviceLists {
  static final int MAX_LINES = 100_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private DeviceLists() {}

  public static List<DeviceRow> readCsv(byte[] file) {
    try (var parser = CsvText.parse(file)) {
      var rows = new ArrayList<DeviceRow>();
      @Nullable List<@Nullable Column> header = null;
      for (CSVRecord line : parser) {
        if (header == null) {
          header = header(line);
        } else {
          rows.add(row((int) parser.getCurrentLineNumber(), header, line));
          requireBounded(rows.size());
        }
      }
      if (header == null) {
        throw RegistryRefusal.invalid("the file is empty: its first line must name the columns");
      }
      return rows;
    } catch (IOException | java.io.UncheckedIOException e) {
      throw RegistryRefusal.invalid("not a CSV file: " + e.getMessage());
    }
  }

  /** Columns by position; null where we do not know the header, which is then left alone. */
  private static List<@Nullable Column> header(CSVRecord line) {
    var columns = new ArrayList<@Nullable Column>();
    for (String cell : line) {
      @Nullable Column column = Column.parse(cell).orElse(null);
      if (column != null && columns.contains(column)) {
        throw RegistryRefusal.invalid(
            "two columns mean '" + column.exported() + "': '" + cell + "'");
      }
      columns.add(column);
    }
    if (!columns.contains(Column.NAME)) {
      throw RegistryRefusal.invalid(
          "no column is called 'name'; the first line reads '" + String.join(", ", line) + "'");
    }
    return columns;
  }

  private static DeviceRow row(int number, List<@Nullable Column> header, CSVRecord line) {
    var cells = new EnumMap<Column, String>(Column.class);
    for (int i = 0; i < Math.min(header.size(), line.size()); i++) {
      @Nullable Column column = header.get(i);
      if (column != null) {
        cells.put(column, line.get(i));
      }
    }
    return new DeviceRow(number, cells);
  }

  public static List<DeviceRow> readGeoJson(byte[] file) {
    JsonNode features = parse(file).path("features");
    if (!features.isArray()) {
      throw RegistryRefusal.invalid("not a GeoJSON FeatureCollection: it has no list 'features'");
    }
    requireBounded(features.size());
    var rows = new ArrayList<DeviceRow>(features.size());
    for (JsonNode feature : features) {
      rows.add(row(rows.size() + 1, feature));
    }
    return rows;
  }

  private static JsonNode parse(byte[] file) {
    try {
      return JSON.readTree(CsvText.withoutBom(new String(file, StandardCharsets.UTF_8)));
    } catch (JacksonException e) {
      throw RegistryRefusal.invalid("not JSON: " + e.getOriginalMessage());
    }
  }

  private static DeviceRow row(int number, JsonNode feature) {
    var cells = new EnumMap<Column, String>(Column.class);
    feature
        .path("properties")
        .forEachEntry(
            (key, value) ->
                Column.parse(key).ifPresent(column -> cells.putIfAbsent(column, text(value))));
    JsonNode id = feature.path("id");
    if (!id.isMissingNode() && !cells.containsKey(Column.NAME)) {
      cells.put(Column.NAME, text(id));
    }
    cells.putAll(place(feature.path("geometry")));
    return new DeviceRow(number, cells);
  }

  /** Anything but a point or nothing becomes a cell that the row's reader refuses by its name. */
  private static Map<Column, String> place(JsonNode geometry) {
    if (geometry.isMissingNode() || geometry.isNull()) {
      return Map.of();
    }
    JsonNode at = geometry.path("coordinates");
    if (!"Point".equals(geometry.path("type").asString("")) || at.size() < 2) {
      String what = "geometry " + geometry.path("type").asString("without a type");
      return Map.of(Column.LON, what, Column.LAT, what);
    }
    return Map.of(Column.LON, text(at.path(0)), Column.LAT, text(at.path(1)));
  }

  private static String text(JsonNode value) {
    if (value.isArray()) {
      var parts = new ArrayList<String>();
      value.forEach(part -> parts.add(text(part)));
      return String.join(";", parts);
    }
    return value.isNull() ? "" : value.isValueNode() ? value.asString("") : value.toString();
  }

  private static void requireBounded(int lines) {
    if (lines > MAX_LINES) {
      throw RegistryRefusal.invalid("a list may have at most " + MAX_LINES + " devices");
    }
  }
}
