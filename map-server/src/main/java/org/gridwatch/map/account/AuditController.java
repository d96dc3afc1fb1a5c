package org.gridwatch.map.account;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The operator's page of who did what. */
@RestController
@RequestMapping(Access.API + "/audit")
class AuditController {
  private static final int MOST = 500;

  record Line(
      long id,
      Instant at,
      String who,
      String address,
      String action,
      String subject,
      @JsonRawValue @Schema(type = "object") String detail) {}

  private final JdbcClient db;

  AuditController(JdbcClient db) {
    this.db = db;
  }

  /**
   * Newest first.
   *
   * @param before only lines older than this id
   * @param action exact, or the part before the dot: {@code device} finds {@code device.create}
   */
  @Operation(summary = "Read who did what, the newest first")
  @GetMapping
  List<Line> lines(
      @RequestParam(defaultValue = "9223372036854775807") long before,
      @RequestParam @Nullable String who,
      @RequestParam @Nullable String action,
      @RequestParam(defaultValue = "100") int limit) {
    if (limit < 1 || limit > MOST) {
      throw new BadInput("limit", limit, "limit must be 1.." + MOST + ", was " + limit);
    }
    return db.sql(
            """
            select * from audit_log
            where id < :before and (:who::text is null or who = :who)
              and (:action::text is null or action = :action
                   or starts_with(action, :action || '.'))
            order by id desc limit :limit
            """)
        .param("before", before)
        .param("who", who)
        .param("action", action)
        .param("limit", limit)
        .query(AuditController::line)
        .list();
  }

  private static Line line(ResultSet row, int n) throws SQLException {
    return new Line(
        row.getLong("id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("who"),
        row.getString("address"),
        row.getString("action"),
        row.getString("subject"),
        row.getString("detail"));
  }
}
