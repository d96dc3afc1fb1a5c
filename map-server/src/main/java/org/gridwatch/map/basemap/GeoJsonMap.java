package org.gridwatch.map.basemap;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.gridwatch.map.grid.Crs;
import org.gridwatch.map.grid.GeoJson;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** Reads a GeoJSON file feature by feature; only one of them is held at a time. */
final class GeoJsonMap {
  private GeoJsonMap() {}

  static void read(InputStream in, Crs crs, Extract extract) throws IOException {
    try (JsonParser parser = GeoJson.JSON.createParser(in)) {
      if (!seekFeatures(parser)) {
        throw new NotAMap("the file must be a GeoJSON FeatureCollection or an OSM PBF extract");
      }
      int number = 0;
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        feature(++number, parser.readValueAsTree(), crs, extract);
      }
    } catch (JacksonException e) {
      throw new NotAMap("the file is not sound JSON: " + e.getOriginalMessage());
    }
  }

  private static boolean seekFeatures(JsonParser parser) {
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (token == JsonToken.PROPERTY_NAME && "features".equals(parser.currentName())) {
        return parser.nextToken() == JsonToken.START_ARRAY;
      }
      if (token.isStructStart() && parser.currentName() != null) {
        parser.skipChildren();
      }
    }
    return false;
  }

  private static void feature(int number, JsonNode feature, Crs crs, Extract extract) {
    Map<String, String> says = new HashMap<>();
    feature.path("properties").forEachEntry((key, value) -> says.put(key, value.asString("")));
    try {
      Geometry shape = crs.toWgs84(GeoJson.read(feature.path("geometry")));
      if (Arrays.stream(shape.getCoordinates()).allMatch(Extract::onEarth)) {
        extract.take(id(number, feature, says), new Tags(says), shape);
      } else {
        extract.skip("places that are not on earth: another crs?");
      }
    } catch (GeoJson.Malformed | IllegalArgumentException e) {
      extract.skip(String.valueOf(e.getMessage()));
    }
  }

  private static String id(int number, JsonNode feature, Map<String, String> says) {
    if (says.containsKey("@id")) {
      return says.getOrDefault("@type", "way") + "/" + says.get("@id");
    }
    if (says.containsKey("id")) {
      return "id/" + says.get("id");
    }
    String id = feature.path("id").asString("");
    return id.isEmpty() ? "feature/" + number : id;
  }
}
