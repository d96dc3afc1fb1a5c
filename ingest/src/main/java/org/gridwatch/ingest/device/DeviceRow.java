package org.gridwatch.ingest.device;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One line of a list of devices, as text. A column that the list does not have leaves what is
 * registered; an empty cell clears it.
 *
 * @param line counted from 1 as an editor shows it (GeoJSON: the feature's number)
 */
public record DeviceRow(int line, Map<Column, String> cells) {
  public DeviceRow {
    cells = Map.copyOf(cells);
  }

  String name() {
    return cells.getOrDefault(Column.NAME, "").strip();
  }

  /** What a list may say, and how its header may call it. The first alias is what we export. */
  public enum Column {
    NAME("name", "device", "device_name", "id", "device_id", "编号", "设备编号", "设备名", "名称"),
    KIND("kind", "category", "类别", "种类", "设备类别"),
    MODEL("model", "type", "device_type", "型号", "类型", "设备类型"),
    LABEL("label", "title", "description", "标签", "显示名", "说明", "设备名称"),
    LON("lon", "lng", "long", "longitude", "x", "经度"),
    LAT("lat", "latitude", "y", "纬度"),
    ADDRESS("address", "location", "地址", "安装地址", "位置"),
    INTERVAL(
        "expected_interval_s",
        "expectedintervalseconds",
        "interval",
        "interval_s",
        "上报间隔",
        "上报周期",
        "间隔秒"),
    GATEWAY("gateway", "gateway_name", "网关", "网关编号"),
    TAGS("tags", "tag", "标记"),
    LIVE_URL("live_url", "liveurl", "stream", "视频地址", "直播地址"),
    ORIGINAL_TIME("original_time", "originaltime", "原始时间");

    private final String exported;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<String> aliases;

    Column(String exported, String... others) {
      this.exported = exported;
      var all = Arrays.copyOf(others, others.length + 1);
      all[others.length] = exported;
      this.aliases = Set.of(all);
    }

    /** The header we write. */
    public String exported() {
      return exported;
    }

    public static Optional<Column> parse(String header) {
      String plain = header.strip().toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
      return Arrays.stream(values()).filter(column -> column.aliases.contains(plain)).findFirst();
    }
  }
}
