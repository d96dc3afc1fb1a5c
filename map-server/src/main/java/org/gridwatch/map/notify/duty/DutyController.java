package org.gridwatch.map.notify.duty;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.account.Rights;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who answers, now or at any other time, and where nobody would. */
@RestController
@RequestMapping("/api/v1/duty")
class DutyController {
  private static final int MOST_DAYS = 92;

  /**
   * Who answers for one grid.
   *
   * @param because swap, rota, leader or deputy: what makes them the first to be asked
   */
  record Asked(int person, String name, String because) {}

  record Next(int person, String name) {}

  record Level(String grid, String name, List<Asked> first, List<Next> deputies) {}

  /** From the grid itself up to the whole community: who is asked one after the other. */
  record Answering(String grid, Instant at, List<Level> chain) {}

  record GapRow(String grid, String name, String what, String who, Instant from, Instant to) {}

  record Broken(Instant from, Instant to, int gridsLookedAt, List<GapRow> gaps) {}

  private final Rosters rosters;
  private final Chains chains;
  private final Responsibility responsibility;
  private final InstantSource clock;

  DutyController(
      Rosters rosters, Chains chains, Responsibility responsibility, InstantSource clock) {
    this.rosters = rosters;
    this.chains = chains;
    this.responsibility = responsibility;
    this.clock = clock;
  }

  @Operation(summary = "Who answers for a grid at a moment")
  @GetMapping("/{grid}")
  Answering who(
      Rights rights,
      @PathVariable String grid,
      @RequestParam(required = false) @Nullable Instant at) {
    var asked = responsibility.visible(rights, grid);
    var moment = at == null ? clock.instant() : at;
    var chain =
        Duty.upwards(rosters.load(), asked.id(), moment).stream()
            .map(DutyController::level)
            .toList();
    return new Answering(grid, moment, chain);
  }

  private static Level level(Duty.Answer answer) {
    return new Level(
        answer.post().code(),
        answer.post().name(),
        answer.first().stream().map(DutyController::asked).toList(),
        answer.deputies().stream().map(one -> new Next(one.id(), one.name())).toList());
  }

  private static Asked asked(Duty.Answerer one) {
    return new Asked(
        one.person().id(), one.person().name(), one.because().name().toLowerCase(Locale.ROOT));
  }

  /**
   * Grids in which an alert would find nobody, or nobody who can be reached.
   *
   * @param days how far ahead
   */
  @Operation(summary = "Where the chain of people is broken")
  @GetMapping("/gaps")
  Broken gaps(Rights rights, @RequestParam(defaultValue = "14") int days) {
    if (days < 1 || days > MOST_DAYS) {
      throw new BadInput("days", days, "days must be 1..92, was " + days);
    }
    var from = clock.instant();
    var to = from.plus(Duration.ofDays(days));
    var visible = responsibility.visible(rights);
    var gaps = chains.in(visible, from, Duration.ofDays(days));
    return new Broken(from, to, visible.size(), gaps.stream().map(DutyController::row).toList());
  }

  private static GapRow row(Chains.Broken broken) {
    var grid = broken.grid();
    var gap = broken.gap();
    return new GapRow(
        grid.code(), grid.name(), gap.what().label(), gap.who(), gap.from(), gap.to());
  }
}
