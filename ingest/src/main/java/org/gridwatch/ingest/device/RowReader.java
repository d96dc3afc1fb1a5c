package org.gridwatch.ingest.device;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.gridwatch.ingest.device.DeviceRow.Column;
import org.jspecify.annotations.Nullable;

/** The cells of a line as details of a device, keeping what the line does not speak of. */
final class RowReader {
  private final DeviceRow row;

  RowReader(DeviceRow row) {
    this.row = row;
  }

  DeviceDetails details(@Nullable Device was) {
    Kind kind = kind(was);
    DeviceDetails base = was == null ? DeviceDetails.of(kind) : was.details();
    return new DeviceDetails(
        kind,
        text(Column.MODEL, base.model()),
        text(Column.LABEL, base.label()),
        interval(was == null ? kind.usualIntervalSeconds() : base.expectedIntervalSeconds()),
        position(base.position()),
        text(Column.ADDRESS, base.address()),
        text(Column.GATEWAY, base.gateway()),
        tags(base.tags()),
        text(Column.LIVE_URL, base.liveUrl()),
        originalTime(base.originalTime()));
  }

  private Kind kind(@Nullable Device was) {
    String cell = text(Column.KIND, "");
    if (cell.isEmpty()) {
      if (was != null) {
        return was.details().kind();
      }
      throw RegistryRefusal.invalid("kind is missing: gas, water, power or camera");
    }
    return Kind.parse(cell)
        .orElseThrow(
            () ->
                RegistryRefusal.invalid(
                    "kind must be gas, water, power or camera, was '" + cell + "'"));
  }

  private int interval(int otherwise) {
    String cell = text(Column.INTERVAL, "");
    if (cell.isEmpty()) {
      return otherwise;
    }
    double seconds = number("expected interval", cell);
    if (seconds != Math.rint(seconds) || Math.abs(seconds) > Integer.MAX_VALUE) {
      throw RegistryRefusal.invalid(
          "expected interval must be a whole number of seconds, was '" + cell + "'");
    }
    return (int) seconds;
  }

  private @Nullable Position position(@Nullable Position otherwise) {
    if (!row.cells().containsKey(Column.LON) && !row.cells().containsKey(Column.LAT)) {
      return otherwise;
    }
    String lon = text(Column.LON, "");
    String lat = text(Column.LAT, "");
    if (lon.isEmpty() && lat.isEmpty()) {
      return null;
    }
    if (lon.isEmpty() || lat.isEmpty()) {
      throw RegistryRefusal.invalid(
          "lon and lat must both be given, were '" + lon + "' and '" + lat + "'");
    }
    return new Position(number("lon", lon), number("lat", lat));
  }

  private List<String> tags(List<String> otherwise) {
    return read(Column.TAGS, cell -> List.of(cell.split("[;；|、]")), otherwise);
  }

  private boolean originalTime(boolean otherwise) {
    return read(Column.ORIGINAL_TIME, RowReader::yes, otherwise);
  }

  private static boolean yes(String cell) {
    return switch (cell.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1", "是" -> true;
      case "false", "no", "0", "", "否" -> false;
      default ->
          throw RegistryRefusal.invalid("original time must be true or false, was '" + cell + "'");
    };
  }

  private String text(Column column, String otherwise) {
    return read(column, String::strip, otherwise);
  }

  private <T> T read(Column column, Function<String, T> reader, T otherwise) {
    String cell = row.cells().get(column);
    return cell == null ? otherwise : reader.apply(cell);
  }

  private static double number(String field, String cell) {
    try {
      double number = Double.parseDouble(cell);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below like any other text that is no number
    }
    throw RegistryRefusal.invalid(field + " must be a number, was '" + cell + "'");
  }
}
