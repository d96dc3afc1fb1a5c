package org.gridwatch.map.alert;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.ingest.alert.AlertJson;
import org.gridwatch.ingest.alert.Alerts;
import org.gridwatch.ingest.alert.Answer;
import org.gridwatch.map.account.AuditLog;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.account.Rights;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** What people do about alerts, one at a time or many at once. */
@RestController
@RequestMapping("/api/v1/alerts")
class AlertActionController {
  private static final int MOST = 500;
  private static final Set<String> BULK =
      Set.of("acknowledge", "assign", "shelve", "unshelve", "judge");

  /** As for one, and for which. */
  record Bulk(
      @Nullable List<Long> ids,
      @Nullable String action,
      @com.fasterxml.jackson.annotation.JsonUnwrapped Action.Form form) {}

  record Refusal(long id, String why) {}

  record BulkAnswer(List<Long> done, List<Refusal> refused) {}

  private final Alerts alerts;
  private final SeenAlerts seen;
  private final AuditLog audit;
  private final InstantSource clock;

  AlertActionController(Alerts alerts, SeenAlerts seen, AuditLog audit, InstantSource clock) {
    this.alerts = alerts;
    this.seen = seen;
    this.audit = audit;
    this.clock = clock;
  }

  @Operation(summary = "Acknowledge an alert")
  @ApiResponse(
      responseCode = "200",
      description = "the alert as it is now",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = AlertRow.class)))
  @ApiResponse(
      responseCode = "409",
      description = "the alert as it stands cannot be acknowledged; it comes along as current")
  @PostMapping("/{id}/acknowledge")
  ObjectNode acknowledge(Rights rights, @PathVariable long id, @RequestBody Action.Form form) {
    return act(rights, id, Action.ACKNOWLEDGE, form);
  }

  @Operation(summary = "Assign an alert to a person")
  @ApiResponse(
      responseCode = "200",
      description = "the alert as it is now",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = AlertRow.class)))
  @ApiResponse(
      responseCode = "409",
      description = "the alert as it stands cannot be assigned; it comes along as current")
  @PostMapping("/{id}/assign")
  ObjectNode assign(Rights rights, @PathVariable long id, @RequestBody Action.Form form) {
    return act(rights, id, Action.ASSIGN, form);
  }

  @Operation(summary = "Comment on an alert")
  @ApiResponse(
      responseCode = "200",
      description = "the alert as it is now",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = AlertRow.class)))
  @ApiResponse(
      responseCode = "409",
      description = "the alert as it stands cannot be commented on; it comes along as current")
  @PostMapping("/{id}/comment")
  ObjectNode comment(Rights rights, @PathVariable long id, @RequestBody Action.Form form) {
    return act(rights, id, Action.COMMENT, form);
  }

  @Operation(summary = "Shelve an alert for a while")
  @ApiResponse(
      responseCode = "200",
      description = "the alert as it is now",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = AlertRow.class)))
  @ApiResponse(
      responseCode = "409",
      description = "the alert as it stands cannot be shelved; it comes along as current")
  @PostMapping("/{id}/shelve")
  ObjectNode shelve(Rights rights, @PathVariable long id, @RequestBody Action.Form form) {
    return act(rights, id, Action.SHELVE, form);
  }

  @Operation(summary = "Take an alert off the shelf")
  @ApiResponse(
      responseCode = "200",
      description = "the alert as it is now",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = AlertRow.class)))
  @ApiResponse(
      responseCode = "409",
      description =
          "the alert as it stands cannot be taken off the shelf; it comes along as current")
  @PostMapping("/{id}/unshelve")
  ObjectNode unshelve(Rights rights, @PathVariable long id, @RequestBody Action.Form form) {
    return act(rights, id, Action.UNSHELVE, form);
  }

  @Operation(summary = "Mark an alert as real or false")
  @ApiResponse(
      responseCode = "200",
      description = "the alert as it is now",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = AlertRow.class)))
  @ApiResponse(
      responseCode = "409",
      description = "the alert as it stands cannot be judged; it comes along as current")
  @PostMapping("/{id}/judge")
  ObjectNode judge(Rights rights, @PathVariable long id, @RequestBody Action.Form form) {
    return act(rights, id, Action.JUDGE, form);
  }

  /** Only of one that was raised by hand. */
  @Operation(summary = "Clear an alert that was raised by hand")
  @ApiResponse(
      responseCode = "200",
      description = "the alert as it is now",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = AlertRow.class)))
  @ApiResponse(
      responseCode = "409",
      description = "the alert as it stands cannot be cleared; it comes along as current")
  @PostMapping("/{id}/clear")
  ObjectNode clear(Rights rights, @PathVariable long id, @RequestBody Action.Form form) {
    return act(rights, id, Action.CLEAR, form);
  }

  private ObjectNode act(Rights rights, long id, Action action, Action.Form form) {
    seen.one(rights, id);
    var now = clock.instant();
    var what = action.by(rights.name(), form, now);
    return switch (alerts.act(id, what, now)) {
      case Answer.Done(var told) -> {
        note(action, Long.toString(id), Map.of());
        yield AlertJson.row(told.alert());
      }
      case Answer.Same(Alert alert) -> AlertJson.row(alert);
      case Answer.Refused(Alert alert, var why) -> throw new AlertRefused(alert, why);
      case Answer.Unknown unknown -> throw new NotFound("alert", id);
    };
  }

  /** Each for itself: one that cannot be done hinders no other. */
  @Operation(summary = "Act on up to 500 alerts at once, each for itself")
  @PostMapping("/bulk")
  BulkAnswer bulk(Rights rights, @RequestBody Bulk wish) {
    var ids = ids(wish);
    var word = Wanted.oneOf("action", wish.action, BULK);
    var action = Action.valueOf(word.toUpperCase(Locale.ROOT));
    var now = clock.instant();
    var what = action.by(rights.name(), wish.form, now);
    var mine = seen.ids(rights, ids);
    var answers = alerts.act(mine, what, now);
    var done = new ArrayList<Long>();
    var refused = new ArrayList<Refusal>();
    for (long id : ids) {
      switch (answers.getOrDefault(id, new Answer.Unknown())) {
        case Answer.Done one -> done.add(id);
        case Answer.Same same -> done.add(id);
        case Answer.Refused(var alert, var why) -> refused.add(new Refusal(id, why.sentence()));
        case Answer.Unknown unknown -> refused.add(new Refusal(id, "there is no alert " + id));
      }
    }
    note(action, done.size() + " alerts", Map.of("ids", done));
    return new BulkAnswer(done, refused);
  }

  private static Set<Long> ids(Bulk wish) {
    int count = wish.ids == null ? 0 : wish.ids.size();
    if (wish.ids == null || count == 0 || count > MOST || wish.ids.contains(null)) {
      throw new BadInput("ids", count, "ids must be 1.." + MOST + " alerts, were " + count);
    }
    return new LinkedHashSet<>(wish.ids);
  }

  private void note(Action action, String subject, Map<String, ?> detail) {
    audit.write("alert." + action.name().toLowerCase(Locale.ROOT), subject, detail);
  }
}
