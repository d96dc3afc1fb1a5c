package org.gridwatch.map.notify.duty;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.gridwatch.map.account.AuditLog;
import org.gridwatch.map.account.Conflict;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.account.Rights;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The people who answer for grids, and how they are reached. */
@RestController
@RequestMapping("/api/v1/people")
class PeopleController {
  record Away(@Nullable Instant from, @Nullable Instant to, @Nullable String reason) {}

  record Made(int id) {}

  private final PeopleRows rows;
  private final Staff staff;
  private final PeopleImport imports;
  private final AuditLog audit;
  private final InstantSource clock;

  PeopleController(
      PeopleRows rows, Staff staff, PeopleImport imports, AuditLog audit, InstantSource clock) {
    this.rows = rows;
    this.staff = staff;
    this.imports = imports;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Everybody who is still there.
   *
   * @param retired also those who are not
   */
  @Operation(summary = "List the people who answer for grids")
  @GetMapping
  List<PeopleRows.Row> all(Rights rights, @RequestParam(defaultValue = "false") boolean retired) {
    Responsibility.requireWholeCommunity(rights);
    return rows.all(retired);
  }

  @Operation(summary = "Add a person")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  PeopleRows.Row add(Rights rights, @RequestBody PersonForm form) {
    Responsibility.requireWholeCommunity(rights);
    int id = staff.add(form.checked(), clock.instant());
    return told("person.create", id);
  }

  @Operation(summary = "Change a person and how they are reached")
  @PutMapping("/{id}")
  PeopleRows.Row change(Rights rights, @PathVariable int id, @RequestBody PersonForm form) {
    requireThere(rights, id);
    staff.change(id, form.checked(), clock.instant());
    return told("person.change", id);
  }

  @Operation(summary = "Retire a person: all parts end now")
  @ApiResponse(responseCode = "200", description = "the person as it is now")
  @ApiResponse(responseCode = "409", description = "retired already")
  @PostMapping("/{id}/retire")
  PeopleRows.Row retire(Rights rights, @PathVariable int id) {
    requireThere(rights, id);
    if (!staff.retire(id, clock.instant())) {
      throw new Conflict("this person is retired already");
    }
    return told("person.retire", id);
  }

  @Operation(summary = "Enter when a person is away")
  @PostMapping("/{id}/leaves")
  @ResponseStatus(HttpStatus.CREATED)
  Made away(Rights rights, @PathVariable int id, @RequestBody Away away) {
    requireThere(rights, id);
    var span = Checks.ahead(away.from, away.to, clock.instant());
    int leave = staff.away(id, span, Checks.text("reason", away.reason, 200));
    told("person.leave", id);
    return new Made(leave);
  }

  @Operation(summary = "Take back that a person is away")
  @DeleteMapping("/{id}/leaves/{leave}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void back(Rights rights, @PathVariable int id, @PathVariable int leave) {
    requireThere(rights, id);
    if (!staff.back(id, leave, clock.instant())) {
      throw new NotFound("leave", leave);
    }
    told("person.back", id);
  }

  /** Lines of name, phone, email, grid and part; whoever is known by name and number is kept. */
  @Operation(
      summary = "Import people and their grids from CSV",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(mediaType = "text/csv", schema = @Schema(type = "string"))))
  @PostMapping("/import")
  PeopleImport.Report importFile(
      Rights rights,
      @RequestBody byte[] file,
      @RequestParam(defaultValue = "false") boolean dryRun) {
    Responsibility.requireWholeCommunity(rights);
    var report = imports.read(file, dryRun, clock.instant());
    if (!dryRun) {
      audit.write("people.import", "", Map.of("accepted", report.accepted()));
    }
    return report;
  }

  private void requireThere(Rights rights, int id) {
    Responsibility.requireWholeCommunity(rights);
    if (rows.find(id).isEmpty()) {
      throw new NotFound("person", id);
    }
  }

  private PeopleRows.Row told(String action, int id) {
    var row = rows.find(id).orElseThrow(() -> new NotFound("person", id));
    audit.write(action, row.name(), Map.of("id", id));
    return row;
  }
}
