package org.gridwatch.map.device;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.account.Rights;
import org.gridwatch.map.device.DeviceEvents.Event;
import org.gridwatch.map.device.DeviceEvents.Snapshot;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Looking at devices, within the own area. */
@RestController
@RequestMapping("/api/v1/devices")
class DeviceViewController {
  private static final Set<String> KINDS = Set.of("gas", "water", "power", "camera");
  private static final Set<String> STATES =
      Set.of("normal", "warning", "alarm", "silent", "unassigned");
  private static final int MOST = 200;

  private final Area area;
  private final DeviceList list;
  private final DeviceSheet sheets;
  private final DeviceEvents events;

  DeviceViewController(Area area, DeviceList list, DeviceSheet sheets, DeviceEvents events) {
    this.area = area;
    this.list = list;
    this.sheets = sheets;
    this.events = events;
  }

  /**
   * Finds devices.
   *
   * @param retired true: those out of service instead of those in service
   */
  @Operation(summary = "Find devices, a page at a time")
  @GetMapping
  DeviceList.Page find(
      Rights rights,
      @RequestParam @Nullable String q,
      @RequestParam @Nullable String kind,
      @RequestParam @Nullable String state,
      @RequestParam @Nullable String grid,
      @RequestParam(defaultValue = "false") boolean retired,
      @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = "50") int size) {
    between("page", page, 0, 100_000);
    var filter =
        new DeviceList.Filter(
            given(q),
            oneOf("kind", given(kind), KINDS),
            oneOf("state", given(state), STATES),
            given(grid),
            retired);
    return list.find(rights, filter, page, between("size", size, 1, MOST));
  }

  @Operation(summary = "Read a device with its series and newest values")
  @GetMapping("/{name}")
  DeviceSheet.Sheet sheet(Rights rights, @PathVariable String name) {
    return sheets.of(area.deviceId(rights, name));
  }

  @Operation(summary = "Read what a device has seen, the newest first")
  @GetMapping("/{name}/events")
  List<Event> events(
      Rights rights,
      @PathVariable String name,
      @RequestParam @Nullable Instant before,
      @RequestParam(defaultValue = "50") int limit) {
    return events.of(area.deviceId(rights, name), before, between("limit", limit, 1, MOST));
  }

  @Operation(summary = "Read the newest picture of a camera")
  @ApiResponse(
      responseCode = "200",
      description = "the picture",
      content =
          @Content(mediaType = "image/jpeg", schema = @Schema(type = "string", format = "binary")))
  @GetMapping("/{name}/snapshots/latest")
  ResponseEntity<byte[]> latest(Rights rights, @PathVariable String name) {
    return events
        .latestSnapshot(area.deviceId(rights, name))
        .map(DeviceViewController::picture)
        .orElseThrow(() -> new NotFound("snapshot of", name));
  }

  @Operation(summary = "Read the picture of one event of a camera")
  @ApiResponse(
      responseCode = "200",
      description = "the picture",
      content =
          @Content(mediaType = "image/jpeg", schema = @Schema(type = "string", format = "binary")))
  @GetMapping("/{name}/snapshots/{event}")
  ResponseEntity<byte[]> snapshot(
      Rights rights, @PathVariable String name, @PathVariable String event) {
    return events
        .snapshot(area.deviceId(rights, name), event)
        .map(DeviceViewController::picture)
        .orElseThrow(() -> new NotFound("snapshot of", name + " for the event " + event));
  }

  /** Bytes from a device: shown as a picture or not at all, and kept by no cache. */
  private static ResponseEntity<byte[]> picture(Snapshot snapshot) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.IMAGE_JPEG)
        .lastModified(snapshot.takenAt())
        .header("Content-Disposition", "inline; filename=\"snapshot.jpg\"")
        .body(snapshot.jpeg());
  }

  private static @Nullable String given(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static @Nullable String oneOf(String field, @Nullable String value, Set<String> known) {
    if (value != null && !known.contains(value)) {
      var words = String.join(", ", known.stream().sorted().toList());
      throw new BadInput(field, value, field + " must be one of " + words);
    }
    return value;
  }

  static int between(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new BadInput(
          field, value, field + " must be " + least + ".." + most + ", was " + value);
    }
    return value;
  }
}
