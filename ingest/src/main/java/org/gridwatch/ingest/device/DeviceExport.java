package org.gridwatch.ingest.device;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.gridwatch.ingest.device.DeviceRow.Column;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The registry as lists that {@link DeviceLists} reads back unchanged. Secrets are not in them. */
public final class DeviceExport {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private DeviceExport() {}

  /** With a BOM, without which spreadsheets take Chinese for something else. */
  public static String csv(List<Device> devices) {
    var out = new StringWriter().append('\uFEFF');
    try (var printer = new CSVPrinter(out, CSVFormat.DEFAULT)) {
      printer.printRecord(Arrays.stream(Column.values()).map(Column::exported));
      for (Device device : devices) {
        printer.printRecord(cells(device).values().stream().map(DeviceExport::harmless));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /**
   * A text that a spreadsheet would run as a formula gets a leading space, which reading strips.
   */
  private static String harmless(String cell) {
    boolean formula = !cell.isEmpty() && "=+@-".indexOf(cell.charAt(0)) >= 0;
    return formula && !isNumber(cell) ? " " + cell : cell;
  }

  private static boolean isNumber(String cell) {
    try {
      return Double.isFinite(Double.parseDouble(cell));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  public static String geoJson(List<Device> devices) {
    ObjectNode collection = JSON.createObjectNode().put("type", "FeatureCollection");
    var features = collection.putArray("features");
    for (Device device : devices) {
      ObjectNode feature = features.addObject().put("type", "Feature");
      writePlace(feature, device.details().position());
      ObjectNode properties = feature.putObject("properties");
      cells(device)
          .forEach(
              (column, cell) -> {
                if (column != Column.LON && column != Column.LAT) {
                  properties.put(column.exported(), cell);
                }
              });
    }
    return collection.toString();
  }

  private static void writePlace(ObjectNode feature, @Nullable Position position) {
    if (position == null) {
      feature.putNull("geometry");
    } else {
      feature
          .putObject("geometry")
          .put("type", "Point")
          .putArray("coordinates")
          .add(position.lon())
          .add(position.lat());
    }
  }

  private static Map<Column, String> cells(Device device) {
    DeviceDetails details = device.details();
    @Nullable Position position = details.position();
    var cells = new EnumMap<Column, String>(Column.class);
    cells.put(Column.NAME, device.name());
    cells.put(Column.KIND, details.kind().label());
    cells.put(Column.MODEL, details.model());
    cells.put(Column.LABEL, details.label());
    cells.put(Column.LON, position == null ? "" : Double.toString(position.lon()));
    cells.put(Column.LAT, position == null ? "" : Double.toString(position.lat()));
    cells.put(Column.ADDRESS, details.address());
    cells.put(Column.INTERVAL, Integer.toString(details.expectedIntervalSeconds()));
    cells.put(Column.GATEWAY, details.gateway());
    cells.put(Column.TAGS, String.join(";", details.tags()));
    cells.put(Column.LIVE_URL, details.liveUrl());
    cells.put(Column.ORIGINAL_TIME, Boolean.toString(details.originalTime()));
    return cells;
  }
}
