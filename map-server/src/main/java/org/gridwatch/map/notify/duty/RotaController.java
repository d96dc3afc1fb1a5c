package org.gridwatch.map.notify.duty;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.gridwatch.ingest.rule.Schedule;
import org.gridwatch.map.account.AuditLog;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.account.Rights;
import org.gridwatch.map.grid.Grid;
import org.gridwatch.map.grid.Grids;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who leads and deputises in a grid, and the turns they take. */
@RestController
@RequestMapping("/api/v1/duty/{grid}")
class RotaController {
  private static final int MOST_SHIFTS = 200;
  private static final int MOST_DEPUTIES = 50;

  /**
   * One turn.
   *
   * @param days 1 Monday to 7 Sunday; none: every day
   * @param holidays also, not or only
   * @param until the last day; none: until further notice
   */
  record ShiftRow(
      int person,
      @Nullable LocalTime from,
      @Nullable LocalTime to,
      @Nullable List<Integer> days,
      @Nullable String holidays,
      @Nullable LocalDate since,
      @Nullable LocalDate until) {}

  /** {@code insteadOf} 0: of everybody. */
  record SwapRow(int id, int person, int insteadOf, Instant from, @Nullable Instant to) {}

  record Named(int id, String name, boolean retired) {}

  /**
   * {@code people}: everybody who has, or had, anything to do in this grid; for somebody who is
   * limited to grids, in any of theirs: whom they can choose from without the list of people.
   */
  record RotaOf(
      String grid,
      @Nullable Integer leader,
      List<Integer> deputies,
      List<ShiftRow> shifts,
      String version,
      List<SwapRow> swaps,
      List<Named> people) {}

  /** {@code version}: which turns they replace; null: whichever there are. */
  record Turns(@Nullable List<@Nullable ShiftRow> shifts, @Nullable String version) {}

  record Parts(@Nullable Integer leader, @Nullable List<Integer> deputies) {}

  record SwapForm(
      @Nullable Integer person,
      @Nullable Integer insteadOf,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String reason) {}

  private final Rosters rosters;
  private final Rota rota;
  private final Responsibility responsibility;
  private final Grids grids;
  private final AuditLog audit;
  private final InstantSource clock;

  RotaController(
      Rosters rosters,
      Rota rota,
      Responsibility responsibility,
      Grids grids,
      AuditLog audit,
      InstantSource clock) {
    this.rosters = rosters;
    this.rota = rota;
    this.responsibility = responsibility;
    this.grids = grids;
    this.audit = audit;
    this.clock = clock;
  }

  @Operation(summary = "Read the parts, turns and swaps of a grid")
  @GetMapping("/rota")
  RotaOf of(Rights rights, @PathVariable String grid) {
    return told(rights, responsibility.visible(rights, grid));
  }

  @Operation(summary = "Set the weekly turns of a grid")
  @ApiResponse(responseCode = "200", description = "the parts, turns and swaps as they are now")
  @ApiResponse(responseCode = "409", description = "somebody else has saved turns meanwhile")
  @PutMapping("/rota")
  RotaOf set(Rights rights, @PathVariable String grid, @RequestBody Turns turns) {
    var found = responsibility.visible(rights, grid);
    List<@Nullable ShiftRow> rows = turns.shifts == null ? List.of() : turns.shifts;
    if (rows.size() > MOST_SHIFTS) {
      throw new BadInput("shifts", rows.size(), "shifts must be at most " + MOST_SHIFTS);
    }
    var roster = rosters.load();
    var shifts = new ArrayList<Shift>();
    for (int i = 0; i < rows.size(); i++) {
      shifts.add(shift("shifts[" + i + "]", rows.get(i), roster));
    }
    rota.set(found.id(), shifts, turns.version);
    audit.write("duty.rota", grid, Map.of("shifts", shifts.size()));
    return told(rights, found);
  }

  @Operation(summary = "Set who leads a grid and who deputises")
  @PutMapping("/people")
  RotaOf appoint(Rights rights, @PathVariable String grid, @RequestBody Parts parts) {
    var found = responsibility.visible(rights, grid);
    List<Integer> deputies = parts.deputies == null ? List.of() : parts.deputies;
    if (deputies.size() > MOST_DEPUTIES || new HashSet<>(deputies).size() != deputies.size()) {
      throw new BadInput("deputies", deputies, "deputies must be at most 50 different people");
    }
    var roster = rosters.load();
    if (parts.leader != null) {
      requireThere("leader", parts.leader, roster);
    }
    deputies.forEach(deputy -> requireThere("deputies", deputy, roster));
    rota.appoint(found.id(), parts.leader, deputies, clock.instant());
    grids.refresh();
    audit.write("duty.people", grid, Map.of("deputies", deputies.size()));
    return told(rights, found);
  }

  @Operation(summary = "Let somebody take over turns for a while")
  @PostMapping("/swaps")
  @ResponseStatus(HttpStatus.CREATED)
  SwapRow swap(Rights rights, @PathVariable String grid, @RequestBody SwapForm form) {
    var found = responsibility.visible(rights, grid);
    var roster = rosters.load();
    int person = requireThere("person", form.person, roster);
    int insteadOf = form.insteadOf == null ? 0 : form.insteadOf;
    if (insteadOf != 0) {
      requireThere("insteadOf", insteadOf, roster);
    }
    if (person == insteadOf) {
      throw new BadInput("insteadOf", insteadOf, "nobody takes over from themselves");
    }
    var wanted = new Swap(0, person, insteadOf, Checks.ahead(form.from, form.to, clock.instant()));
    int id = rota.swap(found.id(), wanted, Checks.text("reason", form.reason, 200), rights.name());
    audit.write("duty.swap", grid, Map.of("person", person));
    return new SwapRow(id, person, insteadOf, wanted.span().from(), wanted.span().to());
  }

  @Operation(summary = "Take a swap back")
  @DeleteMapping("/swaps/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void dropSwap(Rights rights, @PathVariable String grid, @PathVariable int id) {
    var found = responsibility.visible(rights, grid);
    if (!rota.dropSwap(found.id(), id)) {
      throw new NotFound("swap", id);
    }
    audit.write("duty.swap-back", grid, Map.of("id", id));
  }

  private int requireThere(String field, @Nullable Integer id, Roster roster) {
    var person = id == null ? null : roster.people().get(id);
    if (person == null || person.retiredAt() != null) {
      throw new BadInput(field, id, "there is no person " + id);
    }
    return person.id();
  }

  private Shift shift(String field, @Nullable ShiftRow row, Roster roster) {
    if (row == null || row.from == null || row.to == null) {
      throw new BadInput(field, null, field + " needs person, from and to");
    }
    int person = requireThere(field + ".person", row.person, roster);
    var since = row.since == null ? LocalDate.ofInstant(clock.instant(), roster.zone()) : row.since;
    if (row.until != null && row.until.isBefore(since)) {
      throw new BadInput(field + ".until", row.until, "until must not be before " + since);
    }
    var when = new Schedule(row.from, row.to, days(field, row.days), holidays(field, row.holidays));
    return new Shift(0, person, when, since, row.until);
  }

  private static Set<DayOfWeek> days(String field, @Nullable List<Integer> numbers) {
    var days = new HashSet<DayOfWeek>();
    for (Integer number : numbers == null ? List.<Integer>of() : numbers) {
      if (number == null || number < 1 || number > 7) {
        throw new BadInput(field + ".days", number, "a day is 1 (Monday) to 7 (Sunday)");
      }
      days.add(DayOfWeek.of(number));
    }
    return days;
  }

  private static Schedule.Holidays holidays(String field, @Nullable String word) {
    return switch (word == null ? "also" : word) {
      case "also" -> Schedule.Holidays.ALSO;
      case "not" -> Schedule.Holidays.NOT;
      case "only" -> Schedule.Holidays.ONLY;
      default ->
          throw new BadInput(field + ".holidays", word, "holidays must be also, not or only");
    };
  }

  private RotaOf told(Rights rights, Grid grid) {
    var now = clock.instant();
    var roster = rosters.load();
    var post = Objects.requireNonNull(roster.posts().get(grid.id()));
    return new RotaOf(
        grid.code(),
        holders(post.leaders(), now).stream().findFirst().orElse(null),
        holders(post.deputies(), now),
        post.rota().stream().map(RotaController::row).toList(),
        rota.version(grid.id()),
        post.swaps().stream()
            .filter(swap -> swap.span().to() == null || now.isBefore(swap.span().to()))
            .map(
                swap ->
                    new SwapRow(
                        swap.id(),
                        swap.personId(),
                        swap.insteadOf(),
                        swap.span().from(),
                        swap.span().to()))
            .toList(),
        named(roster, rights.allLeaves() ? List.of(grid) : responsibility.visible(rights)));
  }

  private static List<Named> named(Roster roster, List<Grid> grids) {
    return grids.stream()
        .map(grid -> Objects.requireNonNull(roster.posts().get(grid.id())))
        .flatMap(Post::people)
        .distinct()
        .flatMap(id -> Stream.ofNullable(roster.people().get(id)))
        .map(person -> new Named(person.id(), person.name(), person.retiredAt() != null))
        .sorted(Comparator.comparing(Named::name).thenComparing(Named::id))
        .toList();
  }

  private static List<Integer> holders(List<Post.Term> terms, Instant now) {
    return terms.stream().filter(term -> term.span().covers(now)).map(Post.Term::personId).toList();
  }

  private static ShiftRow row(Shift shift) {
    var when = shift.when();
    return new ShiftRow(
        shift.personId(),
        when.from(),
        when.to(),
        when.days().stream().map(DayOfWeek::getValue).sorted().toList(),
        when.holidays().name().toLowerCase(Locale.ROOT),
        shift.from(),
        shift.to());
  }
}
