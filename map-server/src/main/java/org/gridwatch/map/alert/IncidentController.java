package org.gridwatch.map.alert;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.account.Rights;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Alerts that share one cause. */
@RestController
@RequestMapping("/api/v1/incidents")
class IncidentController {
  private static final int MOST = 200;

  private final IncidentRows incidents;

  IncidentController(IncidentRows incidents) {
    this.incidents = incidents;
  }

  /**
   * The newest first.
   *
   * @param open false: those that are over as well
   */
  @Operation(summary = "List incidents, the newest first")
  @ApiResponse(
      responseCode = "200",
      description = "incidents",
      content =
          @Content(
              mediaType = "application/json",
              array = @ArraySchema(schema = @Schema(implementation = IncidentRow.class))))
  @GetMapping
  List<ObjectNode> all(Rights rights, @RequestParam(defaultValue = "true") boolean open) {
    return incidents.all(rights, open, MOST);
  }

  @Operation(summary = "Read an incident with its alerts and outline")
  @ApiResponse(
      responseCode = "200",
      description = "the incident",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = IncidentRow.Whole.class)))
  @GetMapping("/{id}")
  ObjectNode one(Rights rights, @PathVariable long id) {
    return incidents.withAlerts(rights, id).orElseThrow(() -> new NotFound("incident", id));
  }
}
