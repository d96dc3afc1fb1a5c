package org.gridwatch.map.alert;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.account.Rights;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The figures of a time, within the own area: as JSON and as a sheet. */
@RestController
@RequestMapping("/api/v1/alerts")
class ReportController {
  private static final Duration USUAL = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final int MOST_OFFICERS = 1_000;

  private final AlertReport report;
  private final InstantSource clock;

  ReportController(AlertReport report, InstantSource clock) {
    this.report = report;
    this.clock = clock;
  }

  /**
   * The last day when nothing is said.
   *
   * @param officers on duty at a time; 0: as many as did something
   */
  @Operation(summary = "Count the alerts of a time: how many, how fast, how they were handled")
  @GetMapping("/report")
  AlertReport.Figures report(
      Rights rights,
      @RequestParam @Nullable Instant from,
      @RequestParam @Nullable Instant to,
      @RequestParam @Nullable String grid,
      @RequestParam(defaultValue = "0") int officers) {
    var now = clock.instant();
    var until = to == null ? now : to;
    var since = from == null ? until.minus(USUAL) : from;
    if (!until.isAfter(since) || until.isAfter(since.plus(LONGEST))) {
      throw new BadInput("to", until, "must be after from, by at most 1 years");
    }
    var asked =
        new AlertReport.Asked(
            since,
            until,
            Wanted.given(grid),
            Wanted.between("officers", officers, 0, MOST_OFFICERS));
    return report.of(rights, asked, now);
  }

  @Operation(summary = "The same figures as a sheet")
  @ApiResponse(
      responseCode = "200",
      description = "CSV in UTF-8",
      content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
  @GetMapping("/report.csv")
  ResponseEntity<byte[]> csv(
      Rights rights,
      @RequestParam @Nullable Instant from,
      @RequestParam @Nullable Instant to,
      @RequestParam @Nullable String grid,
      @RequestParam(defaultValue = "0") int officers) {
    var sheet = ReportCsv.of(report(rights, from, to, grid, officers));
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
        .header("Content-Disposition", "attachment; filename=\"alerts.csv\"")
        .body(sheet.getBytes(StandardCharsets.UTF_8));
  }
}
