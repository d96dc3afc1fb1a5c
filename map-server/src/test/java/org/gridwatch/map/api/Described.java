package org.gridwatch.map.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridwatch.map.account.Browser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the server publishes about its answers, to hold real ones against it. */
public final class Described {
  private static final JsonMapper JSON = new JsonMapper();

  private final JsonNode document;

  private Described(JsonNode document) {
    this.document = document;
  }

  public static Described to(Browser who) {
    return new Described(JSON.readTree(who.get("/api/v1/openapi.json").body()));
  }

  /** The names of all fields of a schema. */
  public Set<String> fields(String schema) {
    return fields(document.at("/components/schemas/" + schema)).keySet();
  }

  /**
   * Where an answer is other than it is described; empty: nowhere.
   *
   * @param operation such as {@code GET /api/v1/alerts/{id}}
   */
  public List<String> differences(String operation, int status, String answer) {
    var described = operation(operation).path("responses").path(Integer.toString(status));
    return differences(described, JSON.readTree(answer));
  }

  /** The same of what is sent there. */
  public List<String> differencesOfBody(String operation, JsonNode body) {
    return differences(operation(operation).path("requestBody"), body);
  }

  private JsonNode operation(String operation) {
    var words = operation.split(" ");
    return document.path("paths").path(words[1]).path(words[0].toLowerCase(Locale.ROOT));
  }

  private List<String> differences(JsonNode described, JsonNode value) {
    var found = new ArrayList<String>();
    var schema = described.path("content").path(0);
    for (JsonNode media : described.path("content")) {
      schema = media.path("schema");
    }
    if (schema.isMissingNode() || schema.isEmpty()) {
      return List.of("nothing is said of it");
    }
    compare("", schema, value, found);
    return found;
  }

  private void compare(String at, JsonNode given, JsonNode value, List<String> found) {
    JsonNode schema = chosen(resolved(given), value);
    if (schema.isEmpty()) {
      return; // anything
    }
    if (!types(schema).contains(typeOf(value)) && !isWholeNumber(schema, value)) {
      found.add("%s is %s, not %s".formatted(at, value, types(schema)));
    } else if (value.isObject()) {
      compareFields(at, schema, value, found);
    } else if (value.isArray()) {
      int index = 0;
      for (JsonNode one : value) {
        compare(at + "/" + index++, schema.path("items"), one, found);
      }
    } else if (schema.has("enum")
        && !value.isNull()
        && !schema.path("enum").valueStream().toList().contains(value)) {
      found.add("%s is %s, none of %s".formatted(at, value, schema.path("enum")));
    }
  }

  private void compareFields(String at, JsonNode schema, JsonNode value, List<String> found) {
    var fields = fields(schema);
    var others = schema.path("additionalProperties");
    if (fields.isEmpty() && !others.isObject()) {
      return; // any object
    }
    for (String name : value.propertyNames()) {
      var field = fields.getOrDefault(name, others);
      if (field.isMissingNode() || field.isBoolean()) {
        found.add(at + "/" + name + " is not described");
      } else {
        compare(at + "/" + name, field, value.path(name), found);
      }
    }
    var missing = required(schema);
    missing.removeAll(value.propertyNames());
    missing.forEach(name -> found.add(at + "/" + name + " is missing"));
  }

  private Map<String, JsonNode> fields(JsonNode schema) {
    var fields = new TreeMap<String, JsonNode>();
    for (JsonNode part : schema.path("allOf")) {
      fields.putAll(fields(resolved(part)));
    }
    schema.path("properties").properties().forEach(one -> fields.put(one.getKey(), one.getValue()));
    return fields;
  }

  private Set<String> required(JsonNode schema) {
    var required = new TreeSet<String>();
    for (JsonNode part : schema.path("allOf")) {
      required.addAll(required(resolved(part)));
    }
    schema.path("required").forEach(name -> required.add(name.asString()));
    return required;
  }

  private JsonNode resolved(JsonNode schema) {
    return schema.has("$ref") ? document.at(schema.get("$ref").asString().substring(1)) : schema;
  }

  /** Of several that it may be. */
  private JsonNode chosen(JsonNode schema, JsonNode value) {
    if (schema.has("oneOf")) {
      var kind = value.path(schema.at("/discriminator/propertyName").asString());
      var reference = schema.at("/discriminator/mapping").path(kind.asString());
      return document.at(reference.asString().substring(1));
    }
    for (JsonNode one : schema.path("anyOf")) {
      if (types(resolved(one)).contains("null") == value.isNull()) {
        return chosen(resolved(one), value);
      }
    }
    return schema;
  }

  private static Set<String> types(JsonNode schema) {
    var types = new TreeSet<String>();
    var type = schema.path("type");
    if (type.isString()) {
      types.add(type.asString());
    }
    type.forEach(one -> types.add(one.asString()));
    if (schema.has("allOf") || schema.has("properties")) {
      types.add("object");
    }
    return types;
  }

  private static boolean isWholeNumber(JsonNode schema, JsonNode value) {
    return types(schema).contains("number") && value.isIntegralNumber();
  }

  private static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL -> "null";
      case ARRAY -> "array";
      case BOOLEAN -> "boolean";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      case STRING -> "string";
      default -> "object";
    };
  }
}
