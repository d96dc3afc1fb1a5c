package org.gridwatch.map.rule;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.Rules;
import org.gridwatch.ingest.rule.trial.Span;
import org.gridwatch.ingest.rule.trial.TrialResult;
import org.gridwatch.ingest.rule.trial.Trials;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.account.Rights;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What a rule would have done: begun, asked after and cancelled by the one who wants to know. */
@RestController
@RequestMapping("/api/v1/trials")
class TrialController {
  record Begun(String id) {}

  /**
   * How far it is.
   *
   * @param state running, done, cancelled or failed
   * @param result null until it is done
   * @param trouble why it failed, else empty
   */
  record Answer(
      String id,
      String state,
      double progress,
      int series,
      @Nullable TrialResult result,
      String trouble) {}

  private final Trials trials;
  private final Rules rules;

  TrialController(Trials trials, Rules rules) {
    this.trials = trials;
    this.rules = rules;
  }

  @Operation(
      summary = "Try a rule on what is stored",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = RuleWish.Trial.class))))
  @ApiResponse(responseCode = "202", description = "begun; its id is for asking how far it is")
  @ApiResponse(responseCode = "404", description = "there is no such rule or version")
  @ApiResponse(responseCode = "409", description = "as many trials as can run are running")
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  Begun begin(Rights rights, @RequestBody JsonNode wish) {
    RuleController.requireWholeCommunity(rights);
    Rule rule = rule(wish);
    var span = new Span(instant(wish, "from"), instant(wish, "to"));
    var request = new Trials.Request(rule, compareWith(wish, rule), span);
    return new Begun(trials.start(rights.accountId(), request, place -> true));
  }

  @Operation(summary = "Read how far a trial is, and its result")
  @GetMapping("/{id}")
  Answer one(Rights rights, @PathVariable String id) {
    var status = trials.find(rights.accountId(), id).orElseThrow(() -> new NotFound("trial", id));
    return new Answer(
        status.id(),
        status.state().name().toLowerCase(Locale.ROOT),
        status.progress(),
        status.series(),
        status.result(),
        status.trouble());
  }

  @Operation(summary = "Cancel a trial, or forget it")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void cancel(Rights rights, @PathVariable String id) {
    if (!trials.cancel(rights.accountId(), id)) {
      throw new NotFound("trial", id);
    }
  }

  @ExceptionHandler
  ProblemDetail busy(Trials.Busy busy) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, String.valueOf(busy.getMessage()));
  }

  /** As it was sent; or the stored one as it is now. */
  private Rule rule(JsonNode wish) {
    int id = wish.path("ruleId").asInt(0);
    if (wish.has("rule")) {
      return RuleController.parsed(id, wish.path("rule"));
    }
    if (!wish.has("ruleId")) {
      throw new BadInput("rule", "", "a trial needs a rule, or the ruleId of a stored one");
    }
    return rules.find(id).orElseThrow(() -> new NotFound("rule", id)).rule();
  }

  /** Null: nothing. A number is a version of the stored rule. */
  private @Nullable Rule compareWith(JsonNode wish, Rule rule) {
    JsonNode other = wish.path("compareWith");
    if (other.isMissingNode() || other.isNull()) {
      return null;
    }
    if (other.isObject()) {
      return RuleController.parsed(rule.id(), other);
    }
    return rules.versions(rule.id()).stream()
        .map(Rules.Stored::rule)
        .filter(version -> version.version() == other.asInt(0))
        .findFirst()
        .orElseThrow(() -> new NotFound("version of the rule", other));
  }

  private static Instant instant(JsonNode wish, String field) {
    String text = wish.path(field).asString("");
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new BadInput(field, text, field + " must be a time such as 2026-11-22T00:00:00Z");
    }
  }
}
