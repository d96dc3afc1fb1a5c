package org.gridwatch.map.basemap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the tags of a mapped thing mean to us, in the words of OpenStreetMap or of Tilezen. */
record Tags(Map<String, String> says) {
  private static final Set<String> GREEN =
      Set.of(
          "park",
          "garden",
          "grass",
          "forest",
          "wood",
          "meadow",
          "pitch",
          "playground",
          "cemetery",
          "recreation_ground",
          "village_green",
          "golf_course",
          "orchard",
          "vineyard",
          "scrub",
          "farmland",
          "allotments",
          "sports_centre",
          "heath",
          "nature_reserve");
  private static final Set<String> WATER =
      Set.of(
          "water",
          "riverbank",
          "basin",
          "reservoir",
          "river",
          "lake",
          "ocean",
          "dock",
          "bay",
          "canal");
  private static final Set<String> NOT_STREETS =
      Set.of("proposed", "construction", "bus_stop", "crossing", "platform", "elevator", "razed");
  private static final Set<String> AREAS =
      Set.of(
          "residential", "industrial", "commercial", "retail", "school", "university", "hospital");

  String get(String key) {
    return says.getOrDefault(key, "");
  }

  boolean building() {
    String building = get("building");
    return (!building.isEmpty() && !building.equals("no"))
        || kind().equals("building")
        || kind().equals("building_part");
  }

  private String kind() {
    return get("kind");
  }

  String name() {
    return get("name");
  }

  /** Street and house number in the order of the place: number last in Chinese, else too. */
  String address() {
    String whole = get("addr:full");
    if (!whole.isEmpty()) {
      return whole;
    }
    String street = get("addr:street").isEmpty() ? get("addr_street") : get("addr:street");
    String number =
        get("addr:housenumber").isEmpty() ? get("addr_housenumber") : get("addr:housenumber");
    if (street.isEmpty() || number.isEmpty()) {
      return street + number;
    }
    boolean chinese = street.codePoints().anyMatch(Character::isIdeographic);
    return chinese ? street + number : street + " " + number;
  }

  int floors() {
    String levels = get("building:levels").isEmpty() ? get("levels") : get("building:levels");
    try {
      return Math.clamp((int) Double.parseDouble(levels), 0, 200);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  record Drawn(Layer layer, String kind) {}

  /** In which layer a line is drawn, if at all. */
  Optional<Drawn> line() {
    String highway = get("highway");
    if (!highway.isEmpty()) {
      return NOT_STREETS.contains(highway)
          ? Optional.empty()
          : Optional.of(new Drawn(Layer.STREET, highway.replaceFirst("_link$", "")));
    }
    String railway = get("railway");
    if (Set.of("rail", "light_rail", "subway", "tram", "funicular").contains(railway)
        || kind().equals("rail")) {
      return Optional.of(new Drawn(Layer.RAIL, railway.isEmpty() ? get("kind_detail") : railway));
    }
    if (Set.of("river", "stream", "canal").contains(get("waterway"))
        || WATER.contains(kind())
        || kind().equals("stream")) {
      return Optional.of(
          new Drawn(Layer.WATER, get("waterway").isEmpty() ? kind() : get("waterway")));
    }
    if (Set.of("highway", "major_road", "minor_road", "path").contains(kind())) {
      String detail = get("kind_detail");
      return Optional.of(
          new Drawn(Layer.STREET, detail.isEmpty() ? kind() : detail.replaceFirst("_link$", "")));
    }
    return Optional.empty();
  }

  /** In which layer an area that is no building is drawn, if at all. */
  Optional<Drawn> area() {
    for (String key : List.of("natural", "waterway", "landuse", "leisure", "kind", "amenity")) {
      String value = get(key);
      if (WATER.contains(value)) {
        return Optional.of(new Drawn(Layer.WATER, value));
      }
      if (GREEN.contains(value)) {
        return Optional.of(new Drawn(Layer.GREEN, value));
      }
      if (AREAS.contains(value)) {
        return Optional.of(new Drawn(Layer.AREA, value));
      }
    }
    return Optional.empty();
  }
}
