package org.gridwatch.map.notify.route;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gridwatch.ingest.rule.Severity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The policies in force: what somebody has set for a severity and a utility, else for the severity,
 * else the default.
 */
@Component
public class Policies {
  /** Of all utilities that have none of their own. */
  static final String ANY = "any";

  private final JdbcClient db;
  private final JsonMapper json;

  Policies(JdbcClient db, JsonMapper json) {
    this.db = db;
    this.json = json;
  }

  /**
   * @param kind gas, water, power, camera or other
   */
  public Policy of(Severity severity, String kind) {
    return set(severity, kind)
        .or(() -> set(severity, ANY))
        .orElseGet(() -> Policy.byDefault(severity));
  }

  private Optional<Policy> set(Severity severity, String kind) {
    return Optional.ofNullable(changed(severity).get(kind));
  }

  /** What somebody has set, by utility. */
  Map<String, Policy> changed(Severity severity) {
    var policies = new TreeMap<String, Policy>();
    db.sql("select kind, policy from route_policy where severity = ?")
        .param(severity.label())
        .query(
            row -> {
              policies.put(row.getString("kind"), read(row.getString("policy")));
            });
    return policies;
  }

  private Policy read(String text) {
    return PolicyForm.of(json.readValue(text, PolicyForm.class));
  }

  void set(Severity severity, String kind, Policy policy) {
    db.sql(
            """
            insert into route_policy (severity, kind, policy) values (?, ?, ?::jsonb)
            on conflict (severity, kind) do update set policy = excluded.policy
            """)
        .params(severity.label(), kind, json.writeValueAsString(PolicyForm.from(policy)))
        .update();
  }

  /** Returns whether there was one. */
  boolean reset(Severity severity, String kind) {
    return db.sql("delete from route_policy where severity = ? and kind = ?")
            .params(severity.label(), kind)
            .update()
        == 1;
  }
}
