package org.gridwatch.map.device;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.gridwatch.map.account.Rights;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** What the canvas layer draws. */
@RestController
class DeviceMapController {
  private final DeviceMap map;

  DeviceMapController(DeviceMap map) {
    this.map = map;
  }

  /** The tag is a weak one: Tomcat does not compress an answer that has a strong one. */
  @Operation(summary = "Read all devices by columns, as the map draws them")
  @ApiResponse(
      responseCode = "200",
      description = "one array for each column, all of one length",
      content = @Content(mediaType = "application/json", schema = @Schema(type = "object")))
  @ApiResponse(responseCode = "304", description = "nothing has changed since the ETag given")
  @GetMapping("/api/v1/devices/map")
  ResponseEntity<byte[]> columns(Rights rights, WebRequest request) {
    var mark = map.mark(rights);
    var tag = "W/\"" + mark + "\"";
    var head =
        ResponseEntity.ok()
            .cacheControl(CacheControl.noCache().cachePrivate())
            .contentType(MediaType.APPLICATION_JSON)
            .eTag(tag);
    return request.checkNotModified(tag)
        ? ResponseEntity.status(304).eTag(tag).build()
        : head.body(map.encoded(rights, mark));
  }
}
