package org.gridwatch.map.device;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.gridwatch.ingest.device.ServiceCredentials;
import org.gridwatch.map.account.AuditLog;
import org.gridwatch.map.account.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Programs of others that may hear at the broker what GridWatch tells, and say nothing. */
@RestController
@RequestMapping("/api/v1/listeners")
class ListenerController {
  /** What it will be called. */
  record Wish(@Nullable String name) {}

  /** How it signs in; the password is shown once. */
  record Made(String user, String password) {}

  private final ServiceCredentials credentials;
  private final AuditLog audit;

  ListenerController(DataSource database, AuditLog audit) {
    this.credentials = new ServiceCredentials(database);
    this.audit = audit;
  }

  @Operation(summary = "List the programs that may listen at the broker")
  @GetMapping
  List<ServiceCredentials.Listener> all() {
    return credentials.listeners();
  }

  @Operation(summary = "Let a program listen; its password is in this answer and never again")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Made add(@RequestBody Wish wish) {
    var pair = credentials.forListener(wish.name() == null ? "" : wish.name().strip());
    audit.write("listener.create", pair.user(), Map.of());
    return new Made(pair.user(), pair.password());
  }

  /** It is cut off within a second. */
  @Operation(summary = "Let a program listen no longer")
  @DeleteMapping("/{user}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String user) {
    if (!credentials.removeListener(user)) {
      throw new NotFound("listener", user);
    }
    audit.write("listener.remove", user, Map.of());
  }
}
