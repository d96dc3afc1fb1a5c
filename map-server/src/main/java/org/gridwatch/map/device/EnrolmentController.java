package org.gridwatch.map.device;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.Map;
import org.gridwatch.ingest.device.EnrolmentKey;
import org.gridwatch.map.account.AuditLog;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The key with which an unknown device may introduce itself. */
@RestController
@RequestMapping("/api/v1/enrolment-key")
class EnrolmentController {
  /**
   * The key as it stands.
   *
   * @param previous still valid until the next turn
   * @param daily whether it turns by itself
   */
  record Shown(String key, @Nullable String previous, Instant rotatedAt, boolean daily) {
    static Shown of(EnrolmentKey.Key key) {
      var previous = key.previous().isEmpty() ? null : key.previous();
      return new Shown(key.current(), previous, key.since(), key.daily());
    }
  }

  private final EnrolmentKey key;
  private final AuditLog audit;

  EnrolmentController(EnrolmentKey key, AuditLog audit) {
    this.key = key;
    this.audit = audit;
  }

  @Operation(summary = "Read the enrolment key")
  @GetMapping
  Shown current() {
    return Shown.of(key.current());
  }

  /**
   * Makes a new key.
   *
   * @param leaked true: the one until now stops working at once, not at the next turn
   */
  @Operation(summary = "Make a new enrolment key")
  @PostMapping("/rotate")
  Shown rotate(@RequestParam(defaultValue = "false") boolean leaked) {
    var next = leaked ? key.revoke() : key.rotate();
    audit.write("enrolment-key.rotate", "", Map.of("leaked", leaked));
    return Shown.of(next);
  }
}
