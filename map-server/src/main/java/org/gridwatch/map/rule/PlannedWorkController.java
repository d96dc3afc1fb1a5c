package org.gridwatch.map.rule;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridwatch.ingest.device.Kind;
import org.gridwatch.ingest.rule.PlannedWork;
import org.gridwatch.ingest.rule.PlannedWorks;
import org.gridwatch.map.account.AuditLog;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.account.Conflict;
import org.gridwatch.map.account.Forbidden;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.account.Rights;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Announced work, within the own area. */
@RestController
@RequestMapping("/api/v1/planned-work")
class PlannedWorkController {
  private static final int MOST_DAYS = 3_650;

  /** What somebody announces; {@code from} is now when it is left out. */
  record Wish(
      @Nullable String place,
      @Nullable String ref,
      @Nullable List<String> kinds,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String reason) {}

  private final PlannedWorks works;
  private final WorkRows rows;
  private final WorkPlaces places;
  private final AuditLog audit;
  private final InstantSource clock;

  PlannedWorkController(
      PlannedWorks works, WorkRows rows, WorkPlaces places, AuditLog audit, InstantSource clock) {
    this.works = works;
    this.rows = rows;
    this.places = places;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What is planned and what goes on.
   *
   * @param days also what was over within so many days
   */
  @Operation(summary = "List planned work")
  @GetMapping
  List<WorkRows.Row> all(Rights rights, @RequestParam(defaultValue = "30") int days) {
    if (days < 0 || days > MOST_DAYS) {
      throw new BadInput("days", days, "days must be 0..3650, was " + days);
    }
    return works.endingAfter(clock.instant().minus(Duration.ofDays(days))).stream()
        .filter(work -> places.touches(rights, work.place(), work.ref()))
        .map(rows::of)
        .toList();
  }

  @Operation(summary = "Announce work that keeps alerts quiet")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  WorkRows.Row add(Rights rights, @RequestBody Wish wish) {
    var checked = checked(wish);
    if (!places.exists(checked.place(), checked.ref())
        || !places.touches(rights, checked.place(), checked.ref())) {
      throw new BadInput(
          "ref", checked.ref(), "there is no " + checked.place().label() + " " + checked.ref());
    }
    requireWithin(rights, checked.place(), checked.ref());
    var work = works.add(checked, rights.name());
    audit.write(
        "planned-work.create",
        work.ref(),
        Map.of("place", work.place().label(), "to", work.to(), "reason", work.reason()));
    return rows.of(work);
  }

  @Operation(summary = "End planned work now")
  @ApiResponse(responseCode = "200", description = "the work as it is now")
  @ApiResponse(responseCode = "409", description = "this work is over already")
  @PostMapping("/{id}/end")
  WorkRows.Row end(Rights rights, @PathVariable int id) {
    var work =
        works
            .find(id)
            .filter(found -> places.touches(rights, found.place(), found.ref()))
            .orElseThrow(() -> new NotFound("planned work", id));
    requireWithin(rights, work.place(), work.ref());
    var ended =
        works
            .end(id, clock.instant(), rights.name())
            .orElseThrow(() -> new Conflict("this work is over already"));
    audit.write("planned-work.end", work.ref(), Map.of("place", work.place().label()));
    return rows.of(ended);
  }

  /** Silencing a neighbour's alerts is not for those who see only their own. */
  private void requireWithin(Rights rights, PlannedWork.Place place, String ref) {
    if (!places.within(rights, place, ref)) {
      throw new Forbidden("this work would reach beyond the grids of your account");
    }
  }

  private PlannedWork.Wish checked(Wish wish) {
    var place =
        PlannedWork.Place.parse(wish.place == null ? "" : wish.place)
            .orElseThrow(
                () -> new BadInput("place", wish.place, "place must be device, building or grid"));
    if (wish.ref == null || wish.ref.isBlank()) {
      throw new BadInput("ref", wish.ref, "ref must be given");
    }
    if (wish.to == null || !wish.to.isAfter(clock.instant())) {
      throw new BadInput("to", wish.to, "planned work must end in the future");
    }
    return new PlannedWork.Wish(
        place,
        wish.ref.strip(),
        kinds(wish.kinds == null ? List.of() : wish.kinds),
        wish.from == null ? clock.instant() : wish.from,
        wish.to,
        wish.reason == null ? "" : wish.reason);
  }

  private static Set<Kind> kinds(List<String> words) {
    var kinds = EnumSet.noneOf(Kind.class);
    for (String word : words) {
      kinds.add(
          Kind.parse(word)
              .orElseThrow(
                  () -> new BadInput("kinds", word, "a kind is gas, water, power or camera")));
    }
    return kinds;
  }
}
