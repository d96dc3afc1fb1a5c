package org.gridwatch.map.alert;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.gridwatch.map.account.Rights;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Looking at alerts, within the own area. */
@RestController
@RequestMapping("/api/v1/alerts")
class AlertViewController {
  private static final Set<String> PHASES = Set.of("open", "active", "cleared", "closed", "all");
  private static final Set<String> QUIET = Set.of("no", "only", "all");
  private static final int MOST = 500;

  private final AlertList list;
  private final AlertSheet sheets;
  private final SeenAlerts seen;

  AlertViewController(AlertList list, AlertSheet sheets, SeenAlerts seen) {
    this.list = list;
    this.sheets = sheets;
    this.seen = seen;
  }

  /**
   * Finds alerts; docs/alerts.md says what each parameter means.
   *
   * @param severity one or several
   * @param from raised since then; {@code to}: before then
   */
  @Operation(summary = "Find alerts, a page at a time")
  @GetMapping
  AlertList.Page find(
      Rights rights,
      @RequestParam(defaultValue = "open") String phase,
      @RequestParam(defaultValue = "") List<String> severity,
      @RequestParam @Nullable String kind,
      @RequestParam @Nullable String grid,
      @RequestParam @Nullable String device,
      @RequestParam @Nullable String rule,
      @RequestParam @Nullable String q,
      @RequestParam(defaultValue = "no") String quiet,
      @RequestParam @Nullable Instant from,
      @RequestParam @Nullable Instant to,
      @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = "50") int size,
      @RequestParam(defaultValue = "severity") String sort,
      @RequestParam(defaultValue = "0") long after) {
    var filter =
        new AlertList.Filter(
            Wanted.oneOf("phase", phase, PHASES),
            severity.stream().map(one -> Wanted.severity(one).label()).toList(),
            kind(Wanted.given(kind)),
            Wanted.given(grid),
            Wanted.given(device),
            Wanted.given(rule),
            Wanted.given(q),
            Wanted.oneOf("quiet", quiet, QUIET),
            from,
            to);
    return list.find(
        rights,
        filter,
        Wanted.oneOf("sort", sort, AlertList.orders()),
        after,
        Wanted.between("page", page, 0, 100_000),
        Wanted.between("size", size, 1, MOST));
  }

  private static @Nullable String kind(@Nullable String kind) {
    return kind == null ? null : Wanted.kind(kind);
  }

  @Operation(summary = "Read an alert with its timeline, its rule and its neighbours")
  @ApiResponse(
      responseCode = "200",
      description = "the alert, and what an officer must know about it",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = AlertWhole.class)))
  @GetMapping("/{id}")
  ObjectNode one(Rights rights, @PathVariable long id) {
    return sheets.of(rights, seen.one(rights, id));
  }
}
