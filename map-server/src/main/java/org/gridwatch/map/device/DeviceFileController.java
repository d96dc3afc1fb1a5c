package org.gridwatch.map.device;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gridwatch.ingest.device.Device;
import org.gridwatch.ingest.device.DeviceExport;
import org.gridwatch.ingest.device.DeviceLists;
import org.gridwatch.ingest.device.DeviceRow;
import org.gridwatch.ingest.device.ImportReport;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.account.Rights;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The registry as files: CSV and GeoJSON, in and out. */
@RestController
@RequestMapping("/api/v1/devices")
class DeviceFileController {
  record Line(int line, String name, String outcome, String message) {}

  record Given(String name, String token) {}

  record Report(int accepted, int rejected, boolean dryRun, List<Line> lines, List<Given> tokens) {}

  private final Registry registry;
  private final Area area;

  DeviceFileController(Registry registry, Area area) {
    this.registry = registry;
    this.area = area;
  }

  @Operation(
      summary = "Import devices from CSV or GeoJSON",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = {
                @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
                @Content(mediaType = "application/geo+json", schema = @Schema(type = "object"))
              }))
  @PostMapping("/import")
  Report importFile(
      @RequestBody byte[] file,
      @RequestParam(defaultValue = "csv") String format,
      @RequestParam(defaultValue = "false") boolean dryRun) {
    List<DeviceRow> rows =
        switch (format) {
          case "csv" -> DeviceLists.readCsv(file);
          case "geojson" -> DeviceLists.readGeoJson(file);
          default -> throw unknown(format);
        };
    return told(registry.importRows(rows, dryRun), dryRun);
  }

  @Operation(summary = "Export the devices in service as CSV or GeoJSON")
  @ApiResponse(
      responseCode = "200",
      description = "the file",
      content = {
        @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
        @Content(mediaType = "application/geo+json", schema = @Schema(type = "object"))
      })
  @GetMapping("/export")
  ResponseEntity<byte[]> export(Rights rights, @RequestParam(defaultValue = "csv") String format) {
    var visible = area.ids(rights);
    List<Device> devices =
        registry.inService().stream().filter(device -> visible.contains(device.id())).toList();
    return switch (format) {
      case "csv" -> file("devices.csv", "text/csv;charset=UTF-8", DeviceExport.csv(devices));
      case "geojson" ->
          file("devices.geojson", "application/geo+json", DeviceExport.geoJson(devices));
      default -> throw unknown(format);
    };
  }

  private static Report told(ImportReport report, boolean dryRun) {
    var lines =
        report.lines().stream()
            .map(line -> new Line(line.line(), line.name(), line.outcome().label(), line.message()))
            .toList();
    var tokens =
        report.tokens().entrySet().stream()
            .map(token -> new Given(token.getKey(), token.getValue()))
            .toList();
    int rejected = report.count(ImportReport.Outcome.REJECTED);
    return new Report(report.accepted(), rejected, dryRun, lines, tokens);
  }

  private static ResponseEntity<byte[]> file(String name, String type, String text) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.parseMediaType(type))
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .body(text.getBytes(StandardCharsets.UTF_8));
  }

  private static BadInput unknown(String format) {
    return new BadInput("format", format, "format must be csv or geojson, was " + format);
  }
}
