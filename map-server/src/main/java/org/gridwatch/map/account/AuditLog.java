package org.gridwatch.map.account;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.json.JsonMapper;

/** Who did what, from where. Append-only: the database itself refuses to change a line. */
@Component
public class AuditLog {
  private final JdbcClient db;
  private final JsonMapper json;

  AuditLog(JdbcClient db, JsonMapper json) {
    this.db = db;
    this.json = json;
  }

  /**
   * Notes what the asker of the running request has done; outside of a request it was {@code
   * system}.
   *
   * @param action such as {@code device.create}
   * @param subject what it was done to
   * @param detail what changed; no secrets
   */
  public void write(String action, String subject, Map<String, ?> detail) {
    var asking = SecurityContextHolder.getContext().getAuthentication();
    write(asking instanceof SignedIn in ? in.getName() : "system", action, subject, detail);
  }

  /**
   * Notes what somebody has done who is not the signed-in asker.
   *
   * @param who name of an account, or with a colon somebody who has none, as {@code person:12}
   */
  public void write(String who, String action, String subject, Map<String, ?> detail) {
    db.sql(
            """
            insert into audit_log (who, address, action, subject, detail)
            values (?, ?, ?, ?, ?::jsonb)
            """)
        .params(who, address(), action, subject, json.writeValueAsString(detail))
        .update();
  }

  private static String address() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes here
        ? orEmpty(here.getRequest().getRemoteAddr())
        : "";
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
