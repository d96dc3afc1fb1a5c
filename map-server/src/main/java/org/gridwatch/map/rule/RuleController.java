package org.gridwatch.map.rule;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.RuleJson;
import org.gridwatch.ingest.rule.RuleRefusal;
import org.gridwatch.ingest.rule.Rules;
import org.gridwatch.map.account.AuditLog;
import org.gridwatch.map.account.Forbidden;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.account.Rights;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules: read by everybody, changed by those who see the whole community. */
@RestController
@RequestMapping("/api/v1/rules")
class RuleController {
  private final Rules rules;
  private final RuleRows rows;
  private final RuleVocabulary vocabulary;
  private final AuditLog audit;

  RuleController(Rules rules, RuleRows rows, RuleVocabulary vocabulary, AuditLog audit) {
    this.rules = rules;
    this.rows = rows;
    this.vocabulary = vocabulary;
    this.audit = audit;
  }

  @Operation(summary = "List all rules")
  @ApiResponse(
      responseCode = "200",
      description = "rules",
      content =
          @Content(
              mediaType = "application/json",
              array = @ArraySchema(schema = @Schema(implementation = RuleRow.class))))
  @GetMapping
  List<ObjectNode> all(Rights rights) {
    return rows.of(rules.all(), rights);
  }

  /** The names that a rule may use, as far as the asker sees who has them. */
  @Operation(summary = "Read the names that a rule may use")
  @GetMapping("/vocabulary")
  RuleVocabulary.Known vocabulary(Rights rights) {
    return vocabulary.seenBy(rights);
  }

  /** Ended ones too: alerts name them. */
  @Operation(summary = "Read a rule with its warnings")
  @ApiResponse(
      responseCode = "200",
      description = "the rule",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = RuleRow.class)))
  @GetMapping("/{id}")
  ObjectNode one(Rights rights, @PathVariable int id) {
    return rows.withWarnings(existing(id), rights);
  }

  /** Newest first. */
  @Operation(summary = "Read all versions of a rule, the newest first")
  @ApiResponse(
      responseCode = "200",
      description = "the versions",
      content =
          @Content(
              mediaType = "application/json",
              array = @ArraySchema(schema = @Schema(implementation = RuleRow.class))))
  @GetMapping("/{id}/versions")
  List<ObjectNode> versions(@PathVariable int id) {
    existing(id);
    return rules.versions(id).stream().map(RuleRows::plain).toList();
  }

  @Operation(
      summary = "Make a rule",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = RuleWish.class))))
  @ApiResponse(
      responseCode = "201",
      description = "the rule as it is stored",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = RuleRow.class)))
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ObjectNode create(Rights rights, @RequestBody JsonNode wish) {
    requireWholeCommunity(rights);
    var made = rules.create(parsed(0, wish), rights.name());
    audit.write("rule.create", made.rule().code(), Map.of("version", 1));
    return rows.withWarnings(made, rights);
  }

  /**
   * Makes the next version of it.
   *
   * @param version the one that was looked at; another one by now is a conflict
   */
  @Operation(
      summary = "Change a rule by making its next version",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = RuleWish.class))))
  @ApiResponse(
      responseCode = "200",
      description = "the rule as it is stored",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = RuleRow.class)))
  @ApiResponse(
      responseCode = "409",
      description = "it is not that version any more; the rule as it is comes along as current")
  @PutMapping("/{id}")
  ObjectNode change(
      Rights rights, @PathVariable int id, @RequestParam int version, @RequestBody JsonNode wish) {
    requireWholeCommunity(rights);
    var was = existing(id);
    var now =
        rules
            .change(id, version, parsed(id, wish), rights.name())
            .orElseThrow(() -> new NotFound("rule", id));
    audit.write(
        "rule.change",
        now.rule().code(),
        Map.of("version", now.rule().version(), "changed", changed(was.rule(), now.rule())));
    return rows.withWarnings(now, rights);
  }

  @Operation(summary = "End a rule")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void end(Rights rights, @PathVariable int id) {
    requireWholeCommunity(rights);
    var was = existing(id);
    if (!rules.end(id, rights.name())) {
      throw new NotFound("rule", id);
    }
    audit.write("rule.end", was.rule().code(), Map.of("version", was.rule().version()));
  }

  private Rules.Stored existing(int id) {
    return rules.find(id).orElseThrow(() -> new NotFound("rule", id));
  }

  /** What we say about a rule may come back with it, so that an answer can be changed and sent. */
  static Rule parsed(int id, JsonNode wish) {
    if (!(wish instanceof ObjectNode given)) {
      throw new RuleRefusal("rule", wish, "rule must be an object");
    }
    return RuleJson.parse(id, 0, given.deepCopy().remove(RuleRows.SAID_BY_US));
  }

  /** The parts of the rule that differ, for the audit log. */
  private static List<String> changed(Rule was, Rule now) {
    ObjectNode before = RuleJson.write(was);
    ObjectNode after = RuleJson.write(now);
    return Set.copyOf(after.propertyNames()).stream()
        .filter(name -> !after.get(name).equals(before.get(name)))
        .sorted()
        .toList();
  }

  /** A rule is in force everywhere: whoever sees only a part cannot see what it would do. */
  static void requireWholeCommunity(Rights rights) {
    if (!rights.allLeaves()) {
      throw new Forbidden("this is for accounts that are not limited to grids");
    }
  }
}
