package org.gridwatch.map.grid;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.util.Map;
import org.gridwatch.map.account.AuditLog;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.account.Rights;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The grids, as far as the asker may see them. */
@RestController
@RequestMapping("/api/v1/grids")
class GridController {
  private final Grids grids;
  private final GridPages pages;
  private final GridDetails details;
  private final GridWriter writer;
  private final AuditLog audit;
  private final Clock clock;

  GridController(
      Grids grids,
      GridPages pages,
      GridDetails details,
      GridWriter writer,
      AuditLog audit,
      Clock clock) {
    this.grids = grids;
    this.pages = pages;
    this.details = details;
    this.writer = writer;
    this.audit = audit;
    this.clock = clock;
  }

  @Operation(summary = "Read all grids as GeoJSON")
  @ApiResponse(
      responseCode = "200",
      description = "a FeatureCollection",
      content = @Content(mediaType = "application/geo+json", schema = @Schema(type = "object")))
  @GetMapping
  ResponseEntity<byte[]> all(
      Rights rights,
      @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known,
      @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String reads) {
    return pages.page(rights).answer("application/geo+json", known, reads);
  }

  @Operation(summary = "Read a grid with its people, buildings and devices")
  @GetMapping("/{code}")
  GridDetails.Details one(@PathVariable String code, Rights rights) {
    return details.of(visible(code, rights), rights);
  }

  private Grid visible(String code, Rights rights) {
    return grids
        .byCode(code)
        .filter(grid -> GridPages.visible(grids.coverage(), grid, rights))
        .orElseThrow(() -> new NotFound("grid", code));
  }

  /** What may be edited of a grid; what is absent stays. */
  record Edit(@Nullable String name, @Nullable Person leader) {
    /** An empty name: nobody leads. */
    record Person(@Nullable String name, @Nullable String phone) {
      Contact contact() {
        return new Contact(name == null ? "" : name, phone == null ? "" : phone);
      }
    }
  }

  @Operation(summary = "Change the name and the leader of a grid")
  @PutMapping("/{code}")
  GridDetails.Details edit(@PathVariable String code, @RequestBody Edit edit, Rights rights) {
    Grid grid = visible(code, rights);
    String name = edit.name() == null ? grid.name() : edit.name().strip();
    if (name.isEmpty() || name.length() > 100) {
      throw new BadInput("name", name, "name of a grid must be 1..100 characters");
    }
    Contact leader = edit.leader() == null ? grid.leader() : contact(edit.leader());
    writer.rename(grid, name, leader, clock.instant());
    audit.write("grid.edit", code, Map.of("name", name, "leader", leader.name()));
    grids.refresh();
    pages.refresh();
    return details.of(visible(code, rights), rights);
  }

  private static Contact contact(Edit.Person person) {
    try {
      return person.contact();
    } catch (IllegalArgumentException e) {
      throw new BadInput("leader", person.name(), String.valueOf(e.getMessage()));
    }
  }
}
