package org.gridwatch.map.notify.message;

import io.swagger.v3.oas.annotations.Operation;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.ingest.alert.AlertRows;
import org.gridwatch.map.account.AuditLog;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.account.Rights;
import org.gridwatch.map.notify.channel.Text;
import org.gridwatch.map.notify.duty.Responsibility;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The words in which people are told. */
@RestController
@RequestMapping("/api/v1/messages")
class TemplateController {
  /**
   * One of them.
   *
   * @param standard nobody has written another
   * @param gaps what may stand in braces
   * @param usual the words to which one can go back
   */
  record Row(
      String use,
      String language,
      boolean standard,
      String words,
      Set<String> gaps,
      String usual) {}

  /**
   * @param language in which people are told
   * @param gaps what may stand in braces somewhere
   */
  record All(String language, Set<String> gaps, List<Row> templates) {}

  record LanguageForm(@Nullable String language) {}

  record WordsForm(@Nullable String words) {}

  /**
   * @param alert with its facts; none: with those of the newest one, or of an example
   */
  record Try(
      @Nullable String use,
      @Nullable String language,
      @Nullable String words,
      @Nullable Long alert) {}

  record LineRow(String label, String value) {}

  /** {@code example}: there has been no such alert. */
  record Preview(String title, List<LineRow> lines, String closing, boolean example) {}

  private record Told(List<Alert> alerts, boolean example) {}

  private final Templates templates;
  private final Composer composer;
  private final JdbcClient db;
  private final AuditLog audit;
  private final InstantSource clock;

  TemplateController(
      Templates templates, Composer composer, JdbcClient db, AuditLog audit, InstantSource clock) {
    this.templates = templates;
    this.composer = composer;
    this.db = db;
    this.audit = audit;
    this.clock = clock;
  }

  @Operation(summary = "List the templates of messages")
  @GetMapping
  All all() {
    var rows = new ArrayList<Row>();
    for (var use : Templates.Use.values()) {
      for (Language language : Language.values()) {
        rows.add(row(use, language));
      }
    }
    return new All(templates.language().label(), Facts.gaps(true), rows);
  }

  private Row row(Templates.Use use, Language language) {
    boolean standard = templates.written(use, language).isEmpty();
    return new Row(
        use.label(),
        language.label(),
        standard,
        templates.of(use, language).words(),
        Facts.gaps(use.several()),
        UsualWords.of(use, language).words());
  }

  @Operation(summary = "Say in which language people are told")
  @PutMapping("/language")
  LanguageForm language(Rights rights, @RequestBody LanguageForm form) {
    Responsibility.requireWholeCommunity(rights);
    var wanted = language(String.valueOf(form.language));
    templates.setLanguage(wanted);
    audit.write("message.language", wanted.label(), Map.of());
    return new LanguageForm(wanted.label());
  }

  @Operation(summary = "Write the template of a kind of message")
  @PutMapping("/{use}/{language}")
  Row write(
      Rights rights,
      @PathVariable String use,
      @PathVariable String language,
      @RequestBody WordsForm form) {
    Responsibility.requireWholeCommunity(rights);
    templates.write(use(use), language(language), checked(use(use), form.words));
    audit.write("message.change", use + " " + language, Map.of());
    return row(use(use), language(language));
  }

  @Operation(summary = "Go back to the usual words")
  @DeleteMapping("/{use}/{language}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void reset(Rights rights, @PathVariable String use, @PathVariable String language) {
    Responsibility.requireWholeCommunity(rights);
    if (!templates.reset(use(use), language(language))) {
      throw new NotFound("template", use + " " + language);
    }
    audit.write("message.reset", use + " " + language, Map.of());
  }

  /** Nothing is stored or sent. */
  @Operation(summary = "Show a template filled with the facts of an alert")
  @PostMapping("/preview")
  Preview preview(Rights rights, @RequestBody Try wish) {
    var use = use(String.valueOf(wish.use));
    var language = language(String.valueOf(wish.language));
    var template = wish.words == null ? templates.of(use, language) : checked(use, wish.words);
    var told = told(use, language, rights, wish.alert);
    var text = text(use, language, template, told.alerts);
    return new Preview(
        text.title(),
        text.lines().stream().map(line -> new LineRow(line.label(), line.value())).toList(),
        text.closing(),
        told.example);
  }

  private Text text(Templates.Use use, Language language, Template template, List<Alert> alerts) {
    var now = clock.instant();
    try {
      return use.several()
          ? composer.together(template, language, alerts, null, now)
          : composer.one(template, language, alerts.getFirst(), null, now);
    } catch (IllegalArgumentException wrong) {
      throw new BadInput("words", null, String.valueOf(wrong.getMessage()));
    }
  }

  /** Where too little has happened so far, an example stands for it. */
  private Told told(Templates.Use use, Language language, Rights rights, @Nullable Long wanted) {
    var real = alerts(rights, wanted);
    if (wanted != null && real.isEmpty()) {
      throw new NotFound("alert", wanted);
    }
    boolean enough = wanted != null || real.size() >= (use.several() ? 2 : 1);
    return enough
        ? new Told(real, false)
        : new Told(Example.alerts(language, clock.instant()), true);
  }

  private List<Alert> alerts(Rights rights, @Nullable Long wanted) {
    return db
        .sql(
            AlertRows.SELECT
                + " where (:all or a.leaf_grid_id = any(:leaves))"
                + " and (:wanted::bigint is null or a.id = :wanted) order by a.id desc limit 12")
        .param("all", rights.allLeaves())
        .param("leaves", rights.leafArray())
        .param("wanted", wanted)
        .query(AlertRows::read)
        .list()
        .stream()
        .sorted(Comparator.comparing(Alert::id).reversed())
        .toList();
  }

  private static Template checked(Templates.Use use, @Nullable String words) {
    try {
      var template = new Template(words == null ? "" : words);
      template.requireGapsOf(Facts.gaps(use.several()));
      return template;
    } catch (IllegalArgumentException wrong) {
      throw new BadInput("words", null, String.valueOf(wrong.getMessage()));
    }
  }

  private static Templates.Use use(String label) {
    return Templates.Use.parse(label).orElseThrow(() -> new NotFound("template", label));
  }

  private static Language language(String label) {
    return Language.parse(label)
        .orElseThrow(() -> new BadInput("language", label, "language must be zh or en"));
  }
}
