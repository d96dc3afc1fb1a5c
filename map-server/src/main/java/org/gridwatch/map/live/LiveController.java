package org.gridwatch.map.live;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.account.Rights;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The live stream of an open map, and what it looks at closely. */
@RestController
@RequestMapping("/api/v1/live")
class LiveController {
  private static final int MOST_WATCHED = 20;

  record Watch(List<String> devices) {}

  private final LiveViewers viewers;
  private final LiveDevices devices;

  LiveController(LiveViewers viewers, LiveDevices devices) {
    this.viewers = viewers;
    this.devices = devices;
  }

  /** Stays open; written by the request's own virtual thread, see {@link LiveViewer}. */
  @Operation(summary = "Follow the live picture as server-sent events")
  @ApiResponse(
      responseCode = "200",
      description = "a stream of events that does not end",
      content = @Content(mediaType = "text/event-stream", schema = @Schema(type = "string")))
  @GetMapping
  void open(
      Rights rights,
      @RequestParam(required = false, defaultValue = "") List<String> watch,
      HttpServletResponse response)
      throws IOException {
    checkWatched(watch);
    if (viewers.full()) {
      response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
      return;
    }
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader(
        "X-Accel-Buffering", "no"); // a proxy that collects would hold the picture back
    try {
      viewers.serve(rights, watch, response.getOutputStream());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException left) {
      // The browser has gone; its own reconnect starts anew.
    }
  }

  @Operation(summary = "Say which devices this viewer looks at closely")
  @ApiResponse(responseCode = "204", description = "their values come with the stream")
  @PutMapping("/{viewer}/watch")
  ResponseEntity<Void> watch(Rights rights, @PathVariable String viewer, @RequestBody Watch watch) {
    checkWatched(watch.devices());
    viewers
        .of(rights, viewer)
        .orElseThrow(() -> new NotFound("viewer", viewer))
        .watch(devices.ids(watch.devices()));
    return ResponseEntity.noContent().build();
  }

  private static void checkWatched(List<String> names) {
    if (names.size() > MOST_WATCHED) {
      throw new BadInput("watch", names.size(), "at most " + MOST_WATCHED + " devices at once");
    }
  }
}
