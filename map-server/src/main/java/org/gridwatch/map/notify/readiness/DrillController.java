package org.gridwatch.map.notify.readiness;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.account.AuditLog;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.account.Conflict;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.account.Rights;
import org.gridwatch.map.grid.Grid;
import org.gridwatch.map.notify.duty.Responsibility;
import org.gridwatch.map.notify.route.Policies;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Fire drills: starting one, ending it, and what came of it. */
@RestController
@RequestMapping("/api/v1/drills")
class DrillController {
  private static final List<String> KINDS = List.of("gas", "water", "power", "camera", "other");
  private static final int USUAL_MINUTES = 15;
  private static final int MOST_MINUTES = 120;

  /** Where, how urgent, of which utility, and after how many minutes it ends unanswered. */
  record Form(
      @Nullable String grid,
      @Nullable String severity,
      @Nullable String kind,
      @Nullable Integer minutes) {}

  /**
   * @param alert whose page and notices tell step by step what happened
   * @param outcome running, answered or unanswered
   * @param told how many people a message was made for, {@code reached} for how many of them a
   *     provider has taken one
   */
  record Row(
      int id,
      long alert,
      String grid,
      String gridName,
      String severity,
      String kind,
      String startedBy,
      Instant startedAt,
      Instant until,
      @Nullable Instant overAt,
      String outcome,
      @Nullable String answeredBy,
      @Nullable Double answeredAfterS,
      int told,
      int reached) {}

  private final Drills drills;
  private final Policies policies;
  private final Responsibility responsibility;
  private final AuditLog audit;
  private final InstantSource clock;

  DrillController(
      Drills drills,
      Policies policies,
      Responsibility responsibility,
      AuditLog audit,
      InstantSource clock) {
    this.drills = drills;
    this.policies = policies;
    this.responsibility = responsibility;
    this.audit = audit;
    this.clock = clock;
  }

  @Operation(summary = "List the last fire drills and what came of them")
  @GetMapping
  List<Row> newest(Rights rights) {
    return drills.newest().stream()
        .filter(drill -> rights.sees(drill.gridId()))
        .map(DrillController::row)
        .toList();
  }

  @Operation(summary = "Read a fire drill")
  @GetMapping("/{id}")
  Row one(Rights rights, @PathVariable int id) {
    return row(seen(rights, id));
  }

  private Drill seen(Rights rights, int id) {
    return drills
        .one(id)
        .filter(drill -> rights.sees(drill.gridId()))
        .orElseThrow(() -> new NotFound("drill", id));
  }

  @Operation(summary = "Start a fire drill")
  @ApiResponse(responseCode = "201", description = "the drill")
  @ApiResponse(responseCode = "409", description = "there is one in this grid already")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Row start(Rights rights, @RequestBody Form form) {
    var wish = wish(rights, form);
    var drill =
        drills
            .start(wish, rights.name(), clock.instant())
            .orElseThrow(() -> new Conflict("there is a drill in this grid already"));
    audit.write(
        "drill.start",
        drill.grid(),
        Map.of("severity", drill.severity(), "alert", drill.alertId()));
    return row(drill);
  }

  private Drills.Wish wish(Rights rights, Form form) {
    if (form.grid == null || form.grid.isBlank()) {
      throw new BadInput("grid", form.grid, "grid must be given");
    }
    Grid grid = responsibility.visible(rights, form.grid);
    if (!grid.leaf()) {
      throw new BadInput(
          "grid", form.grid, "a drill begins in a grid of the lowest level, and climbs from there");
    }
    String kind = form.kind == null ? "gas" : form.kind;
    if (!KINDS.contains(kind)) {
      throw new BadInput("kind", kind, "kind must be one of " + String.join(", ", KINDS));
    }
    int minutes = form.minutes == null ? USUAL_MINUTES : form.minutes;
    if (minutes < 1 || minutes > MOST_MINUTES) {
      throw new BadInput("minutes", minutes, "minutes must be 1..120, was " + minutes);
    }
    return new Drills.Wish(grid, severity(form.severity, kind), kind, Duration.ofMinutes(minutes));
  }

  private Severity severity(@Nullable String label, String kind) {
    var severity =
        Severity.parse(label == null ? Severity.ORANGE.label() : label)
            .filter(one -> one != Severity.BLUE)
            .orElseThrow(
                () ->
                    new BadInput("severity", label, "severity must be one of orange, red, yellow"));
    if (policies.of(severity, kind).digest()) {
      throw new BadInput(
          "severity",
          label,
          "alerts of this severity wait for the digest: there is no chain to try");
    }
    return severity;
  }

  @Operation(summary = "End a fire drill before its time")
  @PostMapping("/{id}/end")
  Row end(Rights rights, @PathVariable int id) {
    var drill = seen(rights, id);
    drills.end(drill, rights.name(), clock.instant());
    audit.write("drill.end", drill.grid(), Map.of("id", id));
    return row(seen(rights, id));
  }

  private static Row row(Drill drill) {
    var after = drill.answeredAfter();
    return new Row(
        drill.id(),
        drill.alertId(),
        drill.grid(),
        drill.gridName(),
        drill.severity(),
        drill.kind(),
        drill.startedBy(),
        drill.startedAt(),
        drill.until(),
        drill.overAt(),
        drill.outcome().label(),
        drill.answeredBy(),
        after == null ? null : after.toMillis() / 1000.0,
        drill.told(),
        drill.reached());
  }
}
