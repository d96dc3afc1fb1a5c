package org.gridwatch.map.grid;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Grids as a GeoJSON file describes them, in whatever words and reference system. */
final class GridFile {
  private static final Map<String, List<String>> ALIASES =
      Map.of(
          "code", List.of("code", "编码", "网格编码", "网格代码", "代码", "gridcode", "villcode", "id"),
          "level", List.of("level", "层级", "级别", "网格层级", "网格级别"),
          "parent", List.of("parent", "上级", "上级编码", "上级网格", "父级编码", "parentcode"),
          "name", List.of("name", "名称", "网格名称", "网格名", "gridname", "villname"),
          "leader", List.of("leader", "网格长", "负责人", "网格员", "leadername"),
          "phone", List.of("phone", "电话", "手机", "联系电话", "手机号", "leaderphone"),
          "deputies", List.of("deputies", "副网格长", "副手", "deputy"));

  private static final Map<String, Integer> LEVEL_WORDS =
      Map.of(
          "1", 1, "2", 2, "3", 3, "总网格", 1, "社区", 1, "网格", 2, "微网格", 3, "一级", 1, "二级", 2, "三级", 3);

  /** A feature that cannot be taken, counted from 1, and why. */
  record Rejected(int feature, String message) {}

  /** What a feature says, before levels and parents are worked out. Empty text: not said. */
  private record Row(int feature, Map<String, String> says, Geometry boundary) {
    String get(String word) {
      return says.getOrDefault(word, "");
    }
  }

  private final Crs crs;
  private final List<Row> rows = new ArrayList<>();
  private final List<GridDraft> drafts = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();

  private GridFile(Crs crs) {
    this.crs = crs;
  }

  /**
   * @param levels of the grids already there, by code
   */
  static GridFile read(byte[] body, Crs crs, Map<String, Integer> levels, String community) {
    var file = new GridFile(crs);
    int number = 0;
    for (JsonNode feature : features(body)) {
      file.readRow(++number, feature);
    }
    file.draft(levels, community);
    return file;
  }

  private static JsonNode features(byte[] body) {
    try {
      JsonNode collection = GeoJson.JSON.readTree(body);
      JsonNode features = collection.path("features");
      if (!collection.path("type").asString("").equals("FeatureCollection")
          || !features.isArray()) {
        throw new GeoJson.Malformed("the file must be a GeoJSON FeatureCollection");
      }
      return features;
    } catch (JacksonException e) {
      throw new GeoJson.Malformed("the file is not JSON: " + e.getOriginalMessage());
    }
  }

  List<GridDraft> drafts() {
    return drafts;
  }

  List<Rejected> rejected() {
    return rejected;
  }

  private void readRow(int number, JsonNode feature) {
    try {
      JsonNode shape = feature.path("geometry");
      Geometry boundary =
          shape.isNull() || shape.isMissingNode()
              ? Wgs84.FACTORY.createPolygon()
              : area(GeoJson.read(shape));
      rows.add(new Row(number, says(feature.path("properties")), boundary));
    } catch (GeoJson.Malformed | IllegalArgumentException e) {
      rejected.add(new Rejected(number, String.valueOf(e.getMessage())));
    }
  }

  private Geometry area(Geometry shape) {
    if (shape.getDimension() != 2) {
      throw new GeoJson.Malformed("a grid must be an area, was " + shape.getGeometryType());
    }
    Geometry boundary = crs.toWgs84(shape);
    var box = boundary.getEnvelopeInternal();
    if (box.getMinX() < -180 || box.getMaxX() > 180 || box.getMinY() < -90 || box.getMaxY() > 90) {
      throw new GeoJson.Malformed(
          "places must lie on earth in "
              + crs.name()
              + ", the first is "
              + shape.getCoordinate().x
              + ", "
              + shape.getCoordinate().y
              + "; is the file in another crs?");
    }
    return boundary;
  }

  private static Map<String, String> says(JsonNode properties) {
    Map<String, String> lower = new LinkedHashMap<>();
    properties.forEachEntry(
        (key, value) -> lower.put(key.strip().toLowerCase(Locale.ROOT), words(value)));
    Map<String, String> says = new LinkedHashMap<>();
    ALIASES.forEach(
        (word, aliases) ->
            aliases.stream()
                .map(alias -> lower.getOrDefault(alias, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .ifPresent(value -> says.put(word, value)));
    return says;
  }

  /** A number, a text, or the names of people in a list or object. */
  private static String words(JsonNode value) {
    if (value.isArray()) {
      List<String> names = new ArrayList<>();
      value.forEach(each -> names.add(words(each)));
      return String.join("、", names);
    }
    return value.isObject() ? value.path("name").asString("") : value.asString("").strip();
  }

  private void draft(Map<String, Integer> known, String community) {
    if (rows.size() > 1 && rows.stream().allMatch(this::flat)) {
      addCommunity(community);
    }
    Map<String, Row> byCode = new LinkedHashMap<>();
    rows.forEach(row -> byCode.putIfAbsent(row.get("code"), row));
    Set<String> taken = new HashSet<>();
    for (Row row : rows) {
      try {
        if (!taken.add(row.get("code"))) {
          throw new IllegalArgumentException("code " + row.get("code") + " appears twice");
        }
        drafts.add(draft(row, byCode, known));
      } catch (IllegalArgumentException e) {
        rejected.add(new Rejected(row.feature(), String.valueOf(e.getMessage())));
      }
    }
  }

  private boolean flat(Row row) {
    return row.get("level").isEmpty() && row.get("parent").isEmpty();
  }

  /** A plain list of areas becomes the grids of one community, coded by what all codes share. */
  private void addCommunity(String community) {
    String code = rows.getFirst().get("code");
    for (Row row : rows) {
      while (!row.get("code").startsWith(code)) {
        code = code.substring(0, code.length() - 1);
      }
    }
    String root = code.isEmpty() ? "0" : code;
    if (rows.stream().anyMatch(row -> row.get("code").equals(root))) {
      return;
    }
    rows.replaceAll(
        row -> {
          var says = new LinkedHashMap<>(row.says());
          says.put("parent", root);
          says.put("level", "2");
          return new Row(row.feature(), says, row.boundary());
        });
    rows.add(
        new Row(
            0,
            Map.of("code", root, "name", community, "level", "1"),
            Wgs84.FACTORY.createPolygon()));
  }

  private GridDraft draft(Row row, Map<String, Row> byCode, Map<String, Integer> known) {
    int level = level(row, byCode, known, 0);
    String parent = row.get("parent");
    if (parent.isEmpty() && level > 1) {
      parent = parentByCode(row, level, byCode, known);
    }
    if (!parent.isEmpty() && !byCode.containsKey(parent) && !known.containsKey(parent)) {
      throw new IllegalArgumentException(
          "parent " + parent + " of " + row.get("code") + " is neither in the file nor known");
    }
    return new GridDraft(
        row.get("code"),
        level,
        parent,
        row.get("name").isEmpty() ? row.get("code") : row.get("name"),
        new Contact(row.get("leader"), row.get("leader").isEmpty() ? "" : row.get("phone")),
        deputies(row.get("deputies")),
        row.boundary());
  }

  private static List<Contact> deputies(String names) {
    List<Contact> deputies = new ArrayList<>();
    for (String name : names.split("[、,，;；]", -1)) {
      if (!name.isBlank()) {
        deputies.add(new Contact(name, ""));
      }
    }
    return deputies;
  }

  private int level(Row row, Map<String, Row> byCode, Map<String, Integer> known, int depth) {
    String said = row.get("level");
    if (!said.isEmpty()) {
      Integer level = LEVEL_WORDS.get(said.replaceFirst("\\.0$", ""));
      if (level == null) {
        throw new IllegalArgumentException(
            "level of " + row.get("code") + " must be 1, 2 or 3, was '" + said + "'");
      }
      return level;
    }
    String parent = row.get("parent");
    if (parent.isEmpty() || depth > 3) {
      return depth > 3 ? 99 : known.getOrDefault(row.get("code"), 1);
    }
    Row above = byCode.get(parent);
    return 1
        + (above == null ? known.getOrDefault(parent, 1) : level(above, byCode, known, depth + 1));
  }

  /** Without a parent named: the grid one level up whose code its own begins with. */
  private String parentByCode(
      Row row, int level, Map<String, Row> byCode, Map<String, Integer> known) {
    Set<String> above = new HashSet<>();
    known.forEach((code, knownLevel) -> addIf(knownLevel == level - 1, code, above));
    byCode.forEach(
        (code, other) -> addIf(other.get("level").equals(String.valueOf(level - 1)), code, above));
    return above.stream()
        .filter(code -> row.get("code").startsWith(code) || above.size() == 1)
        .max(java.util.Comparator.comparingInt(String::length))
        .orElse("");
  }

  private static void addIf(boolean condition, String code, Set<String> codes) {
    if (condition) {
      codes.add(code);
    }
  }
}
