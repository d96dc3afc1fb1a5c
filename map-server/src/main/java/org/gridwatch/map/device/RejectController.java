package org.gridwatch.map.device;

import static org.gridwatch.map.device.DeviceViewController.between;
import static org.gridwatch.map.device.NewcomerController.requireWholeCommunity;

import io.swagger.v3.oas.annotations.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.gridwatch.ingest.device.Rejects;
import org.gridwatch.map.account.Rights;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What could not be taken. */
@RestController
@RequestMapping("/api/v1/rejects")
class RejectController {
  /**
   * One of them.
   *
   * @param firstBytes as text; what is no UTF-8 shows as the replacement character
   */
  record Shown(
      long id, Instant at, String reason, String detail, String topic, String firstBytes) {}

  private final Rejects rejects;

  RejectController(Rejects rejects) {
    this.rejects = rejects;
  }

  @Operation(summary = "Read messages that could not be taken, the newest first")
  @GetMapping
  List<Shown> newest(
      Rights rights,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "0") long before,
      @RequestParam(defaultValue = "100") int limit) {
    requireWholeCommunity(rights);
    between("limit", limit, 1, 500);
    return rejects.newest(reason, before, limit).stream().map(RejectController::shown).toList();
  }

  @Operation(summary = "Count messages that could not be taken, by day and reason")
  @GetMapping("/counts")
  List<Rejects.Count> counts(Rights rights, @RequestParam(defaultValue = "7") int days) {
    requireWholeCommunity(rights);
    return rejects.counts(between("days", days, 1, 366));
  }

  private static Shown shown(Rejects.Reject reject) {
    return new Shown(
        reject.id(),
        reject.at(),
        reject.reason(),
        reject.detail(),
        reject.topic(),
        new String(reject.firstBytes(), StandardCharsets.UTF_8));
  }
}
