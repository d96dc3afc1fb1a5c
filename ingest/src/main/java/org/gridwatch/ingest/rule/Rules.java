package org.gridwatch.ingest.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rules as stored: the only way to change them. Every change makes a new version, keeps the old
 * one, and raises the revision that whoever judges follows. Threads: any.
 */
public final class Rules {
  private static final JsonMapper JSON = new JsonMapper();

  private final JdbcClient db;
  private final TransactionTemplate transaction;

  public Rules(DataSource dataSource) {
    this.db = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
  }

  /** A rule and its latest change. */
  public record Stored(Rule rule, Instant changedAt, String changedBy, boolean ended) {}

  /** Somebody else was faster. */
  public static final class VersionConflict extends RuntimeException {
    private final Stored current;

    VersionConflict(Stored current) {
      super("the rule is version " + current.rule().version() + " by now");
      this.current = current;
    }

    public Stored current() {
      return current;
    }
  }

  public long revision() {
    return db.sql("select revision from rule_revision").query(Long.class).single();
  }

  /** Those in force and those switched off, by code; not those that ended. */
  public List<Stored> all() {
    return db.sql("select * from rule where ended_at is null order by code")
        .query(Rules::stored)
        .list();
  }

  /** Ended ones too: alerts name them. */
  public Optional<Stored> find(int id) {
    return db.sql("select * from rule where id = ?").param(id).query(Rules::stored).optional();
  }

  /** Newest first. */
  public List<Stored> versions(int id) {
    return db.sql(
            """
            select v.rule_id as id, v.version, v.enabled, v.definition, v.changed_at, v.changed_by,
                   null::timestamptz as ended_at
              from rule_version v where v.rule_id = ? order by v.version desc
            """)
        .param(id)
        .query(Rules::stored)
        .list();
  }

  /** Throws {@link RuleRefusal} when there is, or was, one with this code. */
  public Stored create(Rule rule, String who) {
    return inTransaction(
        () ->
            insert(rule, who)
                .orElseThrow(
                    () ->
                        new RuleRefusal(
                            "code", rule.code(), "there is, or was, a rule with this code")));
  }

  /** Empty: its code is taken. Whoever else adds it at this moment is waited for. */
  private Optional<Stored> insert(Rule rule, String who) {
    return db.sql(
            """
            insert into rule (code, enabled, definition, changed_by)
            select :code, :enabled, :definition::jsonb, :who
             where not exists (select 1 from rule where code = :code)
            on conflict (code) do nothing returning id
            """)
        .param("code", rule.code())
        .param("enabled", rule.enabled())
        .param("definition", RuleJson.write(rule).toString())
        .param("who", who)
        .query(Integer.class)
        .optional()
        .map(this::kept);
  }

  /**
   * Changes a rule that still is the version that was looked at; its code stays. Throws {@link
   * VersionConflict} otherwise. Empty: there is none.
   */
  public Optional<Stored> change(int id, int seenVersion, Rule rule, String who) {
    return inTransaction(
        () -> {
          Optional<Stored> was =
              db.sql("select * from rule where id = ? and ended_at is null for update")
                  .param(id)
                  .query(Rules::stored)
                  .optional();
          if (was.isEmpty()) {
            return Optional.empty();
          }
          if (was.get().rule().version() != seenVersion) {
            throw new VersionConflict(was.get());
          }
          if (!was.get().rule().code().equals(rule.code())) {
            throw new RuleRefusal("code", rule.code(), "a rule keeps its code");
          }
          db.sql(
                  """
                  update rule set version = version + 1, enabled = ?, definition = ?::jsonb,
                                  changed_at = now(), changed_by = ? where id = ?
                  """)
              .params(rule.enabled(), RuleJson.write(rule).toString(), who, id)
              .update();
          return Optional.of(kept(id));
        });
  }

  /** Judges nothing from now on. Returns whether there was one. */
  public boolean end(int id, String who) {
    return inTransaction(
        () -> {
          int ended =
              db.sql(
                      """
                      update rule set ended_at = now(), changed_at = now(), changed_by = ?
                       where id = ? and ended_at is null
                      """)
                  .params(who, id)
                  .update();
          if (ended > 0) {
            raiseRevision();
          }
          return ended > 0;
        });
  }

  /**
   * What every installation begins with; what it has, changed or ended stays as it is. Any number
   * of processes may do so at once.
   */
  public int addDefaults() {
    return inTransaction(
        () -> (int) defaults().stream().filter(rule -> insert(rule, "").isPresent()).count());
  }

  public static List<Rule> defaults() {
    try (InputStream file = Rules.class.getResourceAsStream("default-rules.json")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return JSON.readTree(text).valueStream().map(rule -> RuleJson.parse(0, 1, rule)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stored kept(int id) {
    db.sql(
            """
            insert into rule_version (rule_id, version, enabled, definition, changed_at, changed_by)
            select id, version, enabled, definition, changed_at, changed_by from rule where id = ?
            """)
        .param(id)
        .update();
    raiseRevision();
    return find(id).orElseThrow();
  }

  private void raiseRevision() {
    raiseRevision(db);
  }

  /** Within the transaction of a change of rules, planned work or holidays. */
  static void raiseRevision(JdbcClient db) {
    db.sql("update rule_revision set revision = revision + 1").update();
  }

  private <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transaction.execute(status -> work.get()));
  }

  private static Stored stored(ResultSet row, int number) throws SQLException {
    JsonNode definition = JSON.readTree(row.getString("definition"));
    Rule rule = RuleJson.parse(row.getInt("id"), row.getInt("version"), definition);
    return new Stored(
        rule,
        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
        row.getString("changed_by"),
        row.getObject("ended_at") != null);
  }
}
