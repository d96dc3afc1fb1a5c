package org.gridwatch.map.basemap;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.gridwatch.map.account.AuditLog;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.grid.Crs;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is drawn behind the grids, tile by tile, and where it comes from. */
@RestController
@RequestMapping("/api/v1/basemap")
class BasemapController {
  private static final int LOWEST_ZOOM = 10;
  private static final int HIGHEST_ZOOM = 20;

  private final Basemap basemap;
  private final BasemapImport imports;
  private final AuditLog audit;

  BasemapController(Basemap basemap, BasemapImport imports, AuditLog audit) {
    this.basemap = basemap;
    this.imports = imports;
    this.audit = audit;
  }

  @Operation(summary = "Read one tile of the background")
  @ApiResponse(
      responseCode = "200",
      description = "the shapes of the tile",
      content = @Content(mediaType = "application/json", schema = @Schema(type = "object")))
  @GetMapping("/{z}/{x}/{y}.json")
  ResponseEntity<byte[]> tile(
      @PathVariable int z,
      @PathVariable int x,
      @PathVariable int y,
      @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known,
      @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String reads) {
    if (z < LOWEST_ZOOM || z > HIGHEST_ZOOM || x < 0 || y < 0 || x >= 1 << z || y >= 1 << z) {
      throw new NotFound("tile", z + "/" + x + "/" + y);
    }
    return basemap.tile(z, x, y).answer("application/json", known, reads);
  }

  @Operation(
      summary = "Import the background from OpenStreetMap or GeoJSON",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = {
                @Content(mediaType = "application/geo+json", schema = @Schema(type = "object")),
                @Content(
                    mediaType = "application/octet-stream",
                    schema = @Schema(type = "string", format = "binary"))
              }))
  @PostMapping("/import")
  BasemapImport.Report read(
      HttpServletRequest request,
      @RequestParam(defaultValue = "WGS84") String crs,
      @RequestParam(defaultValue = "false") boolean dryRun)
      throws IOException {
    try {
      var report = imports.run(request.getInputStream(), Crs.of(crs), dryRun);
      if (report.applied()) {
        audit.write("basemap.import", crs, Map.copyOf(report.accepted()));
      }
      return report;
    } catch (NotAMap e) {
      throw new BadInput("body", "", String.valueOf(e.getMessage()));
    } catch (Crs.Unknown e) {
      throw new BadInput("crs", crs, String.valueOf(e.getMessage()));
    }
  }
}
