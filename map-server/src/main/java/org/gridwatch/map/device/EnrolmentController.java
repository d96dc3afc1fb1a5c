package org.gridwatch.map.device;

import java.util.Map;
import org.gridwatch.ingest.device.EnrolmentKey;
import org.gridwatch.map.account.AuditLog;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The key with which an unknown device may introduce itself. */
@RestController
@RequestMapping("/api/v1/enrolment-key")
class EnrolmentController {
  private final EnrolmentKey key;
  private final AuditLog audit;

  EnrolmentController(EnrolmentKey key, AuditLog audit) {
    this.key = key;
    this.audit = audit;
  }

  @GetMapping
  EnrolmentKey.Key current() {
    return key.current();
  }

  /**
   * Makes a new key.
   *
   * @param leaked true: the one until now stops working at once, not at the next turn
   */
  @PostMapping("/rotate")
  EnrolmentKey.Key rotate(@RequestParam(defaultValue = "false") boolean leaked) {
    var next = leaked ? key.revoke() : key.rotate();
    audit.write("enrolment-key.rotate", "", Map.of("leaked", leaked));
    return next;
  }
}
