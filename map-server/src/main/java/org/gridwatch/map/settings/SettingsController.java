package org.gridwatch.map.settings;

import io.swagger.v3.oas.annotations.Operation;
import java.util.Map;
import java.util.Set;
import org.gridwatch.map.account.AuditLog;
import org.gridwatch.map.account.BadInput;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operator's page of settings. */
@RestController
@RequestMapping("/api/v1/settings")
class SettingsController {
  private static final Set<String> KNOWN = Set.of("place", "retention", "tileLayer");

  private final Settings settings;
  private final AuditLog audit;
  private final JsonMapper json;

  SettingsController(Settings settings, AuditLog audit, JsonMapper json) {
    this.settings = settings;
    this.audit = audit;
    this.json = json;
  }

  @Operation(summary = "Read the settings")
  @GetMapping
  Settings.All all() {
    return settings.all();
  }

  /** A part that is left out stays as it is; {@code "tileLayer": null} takes the tiles away. */
  @Operation(summary = "Change settings; a part that is left out stays")
  @PutMapping
  Settings.All change(@RequestBody JsonNode wish) {
    for (var name : wish.propertyNames()) {
      if (!KNOWN.contains(name)) {
        throw new BadInput(name, wish.get(name), name + " is no setting");
      }
    }
    var was = settings.all();
    var place = part(wish, "place", Place.class);
    var retention = part(wish, "retention", Retention.class);
    var next =
        new Settings.All(
            place == null ? was.place() : place,
            retention == null ? was.retention() : retention,
            wish.has("tileLayer") ? part(wish, "tileLayer", TileLayer.class) : was.tileLayer());
    settings.set(next);
    audit.write("settings.change", "", Map.of("from", was, "to", next));
    return next;
  }

  private <T> @Nullable T part(JsonNode wish, String name, Class<T> type) {
    var node = wish.get(name);
    if (node == null || node.isNull()) {
      return null;
    }
    try {
      return json.treeToValue(node, type);
    } catch (JacksonException unreadable) {
      if (unreadable.getCause() instanceof BadInput bad) {
        throw bad;
      }
      throw new BadInput(name, node, name + " cannot be read: " + unreadable.getOriginalMessage());
    }
  }
}
