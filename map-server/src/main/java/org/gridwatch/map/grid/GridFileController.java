package org.gridwatch.map.grid;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.util.Map;
import org.gridwatch.map.account.AuditLog;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.account.Rights;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Grids in and out, as GeoJSON in any reference system. */
@RestController
@RequestMapping("/api/v1/grids")
class GridFileController {
  private final Grids grids;
  private final GridImport imports;
  private final GridPages pages;
  private final AuditLog audit;
  private final Clock clock;

  GridFileController(
      Grids grids, GridImport imports, GridPages pages, AuditLog audit, Clock clock) {
    this.grids = grids;
    this.imports = imports;
    this.pages = pages;
    this.audit = audit;
    this.clock = clock;
  }

  /** 200 with a report; 422 with the same report when it was refused. */
  @Operation(
      summary = "Import grids from GeoJSON in any reference system",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content =
                  @Content(mediaType = "application/geo+json", schema = @Schema(type = "object"))))
  @ApiResponse(responseCode = "200", description = "what was done, or would be")
  @ApiResponse(
      responseCode = "422",
      description = "nothing was done; the report says what is wrong and where",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = GridImport.Report.class)))
  @PostMapping("/import")
  ResponseEntity<GridImport.Report> read(
      @RequestBody byte[] body,
      @RequestParam(defaultValue = "WGS84") String crs,
      @RequestParam(defaultValue = "false") boolean dryRun,
      @RequestParam(defaultValue = "false") boolean replace,
      @RequestParam(defaultValue = "false") boolean allowGaps,
      @RequestParam(defaultValue = "社区") String community) {
    var options = new GridImport.Options(crs(crs), dryRun, replace, allowGaps, community);
    GridImport.Report report;
    try {
      report = imports.run(body, options, clock.instant());
    } catch (GeoJson.Malformed e) {
      throw new BadInput("body", "", String.valueOf(e.getMessage()));
    }
    if (report.applied()) {
      audit.write("grid.import", crs, counts(report));
      pages.refresh();
    }
    var status = report.sound() || dryRun ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT;
    return new ResponseEntity<>(report, status);
  }

  private static Map<String, Integer> counts(GridImport.Report report) {
    return Map.of(
        "added", report.added(),
        "redrawn", report.redrawn(),
        "renamed", report.renamed(),
        "ended", report.ended());
  }

  @Operation(summary = "Export the grids as GeoJSON in any reference system")
  @ApiResponse(
      responseCode = "200",
      description = "a FeatureCollection",
      content = @Content(mediaType = "application/geo+json", schema = @Schema(type = "object")))
  @GetMapping("/export")
  ResponseEntity<byte[]> write(@RequestParam(defaultValue = "WGS84") String crs, Rights rights) {
    Crs system = crs(crs);
    String name = "grids-" + system.name().replace(":", "") + ".geojson";
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, "application/geo+json")
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .body(GridExport.write(grids.coverage(), system, rights));
  }

  private static Crs crs(String name) {
    try {
      return Crs.of(name);
    } catch (Crs.Unknown e) {
      throw new BadInput("crs", name, String.valueOf(e.getMessage()));
    }
  }
}
