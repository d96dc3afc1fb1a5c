package org.gridwatch.ingest.alert;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.gridwatch.ingest.rule.Transition;

/** Interim. */
public final class Alerts {
  public Alerts(DataSource dataSource) {}

  public record Told(String what) {}

  public List<Told> apply(Connection connection, List<Transition> transitions, Instant now)
      throws SQLException {
    return List.of();
  }

  public List<Told> tick(Instant now) {
    return List.of();
  }
}
