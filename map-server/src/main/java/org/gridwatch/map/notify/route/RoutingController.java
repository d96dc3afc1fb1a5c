package org.gridwatch.map.notify.route;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.account.AuditLog;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.account.Rights;
import org.gridwatch.map.notify.duty.Responsibility;
import org.gridwatch.map.notify.duty.Rosters;
import org.gridwatch.map.notify.duty.Way;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who is to be told of which alerts, and who would be. */
@RestController
@RequestMapping("/api/v1/routing")
class RoutingController {
  private static final List<String> KINDS =
      List.of(Policies.ANY, "gas", "water", "power", "camera", "other");

  /** {@code standard}: nobody has set it, it is the default. */
  record Row(String severity, String kind, boolean standard, PolicyForm policy) {}

  /** One who would be told; {@code by} what, in the order in which it is tried. */
  record ToldRow(int person, String name, List<String> by, boolean again) {}

  /**
   * One step as it would be.
   *
   * @param nobody why nobody would be told: nobody-there or no-way; no: somebody would
   */
  record CallRow(
      Instant at, String who, int repeat, String grid, List<ToldRow> told, String nobody) {}

  /** {@code digest}: it waits for the daily digest. */
  record Preview(
      String grid,
      String severity,
      String kind,
      Instant from,
      boolean digest,
      List<CallRow> calls) {}

  private final Policies policies;
  private final Rosters rosters;
  private final Spot spot;
  private final AuditLog audit;
  private final InstantSource clock;

  RoutingController(
      Policies policies, Rosters rosters, Spot spot, AuditLog audit, InstantSource clock) {
    this.policies = policies;
    this.rosters = rosters;
    this.spot = spot;
    this.audit = audit;
    this.clock = clock;
  }

  @Operation(summary = "List who is told of alerts, by severity and utility")
  @GetMapping
  List<Row> all() {
    var rows = new ArrayList<Row>();
    for (Severity severity : List.of(Severity.values()).reversed()) {
      var changed = policies.changed(severity);
      if (!changed.containsKey(Policies.ANY)) {
        rows.add(row(severity, Policies.ANY, true, Policy.byDefault(severity)));
      }
      changed.forEach((kind, policy) -> rows.add(row(severity, kind, false, policy)));
    }
    return rows;
  }

  private static Row row(Severity severity, String kind, boolean standard, Policy policy) {
    return new Row(severity.label(), kind, standard, PolicyForm.from(policy));
  }

  /**
   * @param kind a utility that is to be told differently; {@code any}: all that are not
   */
  @Operation(summary = "Set who is told of alerts of a severity")
  @PutMapping("/{severity}")
  Row set(
      Rights rights,
      @PathVariable String severity,
      @RequestParam(defaultValue = Policies.ANY) String kind,
      @RequestBody PolicyForm form) {
    Responsibility.requireWholeCommunity(rights);
    var level = severity(severity);
    var policy = PolicyForm.of(form);
    policies.set(level, kind(kind), policy);
    audit.write("routing.change", severity, Map.of("kind", kind));
    return row(level, kind, false, policy);
  }

  @Operation(summary = "Go back to the default for a severity")
  @DeleteMapping("/{severity}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void reset(
      Rights rights,
      @PathVariable String severity,
      @RequestParam(defaultValue = Policies.ANY) String kind) {
    Responsibility.requireWholeCommunity(rights);
    if (!policies.reset(severity(severity), kind(kind))) {
      throw new NotFound("policy", severity + " " + kind);
    }
    audit.write("routing.reset", severity, Map.of("kind", kind));
  }

  /**
   * If an alert were raised now, or at another moment, and nobody acknowledged it.
   *
   * @param device or {@code grid}: where it is raised
   * @param kind of which utility it is; else the device's
   * @param minutes how far to look
   */
  @Operation(summary = "Who would be told, and when")
  @GetMapping("/preview")
  Preview preview(
      Rights rights,
      @RequestParam @Nullable String device,
      @RequestParam @Nullable String grid,
      @RequestParam(defaultValue = "red") String severity,
      @RequestParam @Nullable String kind,
      @RequestParam @Nullable Instant at,
      @RequestParam(defaultValue = "30") int minutes) {
    if (minutes < 1 || minutes > 1_440) {
      throw new BadInput("minutes", minutes, "minutes must be 1..1440, was " + minutes);
    }
    var from = at == null ? clock.instant() : at;
    var place = spot.of(rights, device, grid, from);
    var level = severity(severity);
    String utility = kind == null ? place.kind() : kind(kind);
    var policy = policies.of(level, utility);
    var calls =
        Plan.of(
            policy,
            level,
            rosters.load(),
            place.gridId(),
            from,
            from.plus(Duration.ofMinutes(minutes)));
    return new Preview(
        place.grid(),
        level.label(),
        utility,
        from,
        policy.digest(),
        calls.stream().map(RoutingController::row).toList());
  }

  private static CallRow row(Plan.Call call) {
    return new CallRow(
        call.at(),
        call.who().label(),
        call.repeat(),
        call.grid(),
        call.told().stream().map(RoutingController::row).toList(),
        call.nobody().label());
  }

  private static ToldRow row(Plan.Told told) {
    var by = told.ways().stream().map(Way::means).map(means -> means.label()).toList();
    return new ToldRow(told.person().id(), told.person().name(), by, told.again());
  }

  private static Severity severity(String label) {
    return Severity.parse(label)
        .orElseThrow(
            () ->
                new BadInput(
                    "severity", label, "severity must be one of blue, orange, red, yellow"));
  }

  private static String kind(String kind) {
    if (!KINDS.contains(kind)) {
      throw new BadInput("kind", kind, "kind must be one of " + String.join(", ", KINDS));
    }
    return kind;
  }
}
