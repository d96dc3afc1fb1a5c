package org.gridwatch.map.notify.tap;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.basemap.Basemap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** One alert for whoever holds a link to it. Looking changes nothing: machines follow links too. */
@RestController
@RequestMapping("/api/v1/tap")
class TapController {
  /** Carries the token, which stands in no address that is ever sent. */
  static final String LINK = "X-GridWatch-Link";

  private final Visits visits;
  private final TapSheet sheets;
  private final Presses presses;
  private final SpotPhotos photos;
  private final Basemap basemap;

  TapController(
      Visits visits, TapSheet sheets, Presses presses, SpotPhotos photos, Basemap basemap) {
    this.visits = visits;
    this.sheets = sheets;
    this.presses = presses;
    this.photos = photos;
    this.basemap = basemap;
  }

  @Operation(summary = "Read the alert that a link opens")
  @ApiResponse(responseCode = "200", description = "the alert, and what the holder may do")
  @ApiResponse(responseCode = "404", description = "there is no such link")
  @ApiResponse(responseCode = "410", description = "the link is over; sign in instead")
  @ApiResponse(responseCode = "429", description = "too many wrong links from this address")
  @GetMapping
  ObjectNode look(
      @RequestHeader(name = LINK, required = false) @Nullable String link,
      HttpServletRequest request) {
    return sheets.of(visits.looking(link, request.getRemoteAddr()));
  }

  @Operation(summary = "Read a tile of the background near the alert that a link opens")
  @ApiResponse(
      responseCode = "200",
      description = "the shapes of the tile",
      content = @Content(mediaType = "application/json", schema = @Schema(type = "object")))
  @ApiResponse(responseCode = "410", description = "the link is over; sign in instead")
  @GetMapping("/basemap/{z}/{x}/{y}.json")
  ResponseEntity<byte[]> tile(
      @RequestHeader(name = LINK, required = false) @Nullable String link,
      @PathVariable int z,
      @PathVariable int x,
      @PathVariable int y,
      @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String reads,
      HttpServletRequest request) {
    var place = visits.looking(link, request.getRemoteAddr()).alert().place();
    if (!NearTile.isNear(place, z, x, y)) {
      throw new NotFound("tile", z + "/" + x + "/" + y);
    }
    return basemap.tile(z, x, y).answer("application/json", null, reads);
  }

  @Operation(summary = "Do something about the alert that a link opens")
  @ApiResponse(responseCode = "200", description = "the alert as it is now")
  @ApiResponse(responseCode = "410", description = "the link is over; sign in instead")
  @PostMapping("/{action}")
  ObjectNode press(
      @RequestHeader(name = LINK, required = false) @Nullable String link,
      @PathVariable String action,
      @RequestBody Presses.Form form,
      HttpServletRequest request) {
    var address = request.getRemoteAddr();
    presses.take(Press.of(action), visits.acting(link, address), form);
    return sheets.of(visits.looking(link, address));
  }

  /** The body is read after the link: nobody else's photos take up memory. */
  @Operation(
      summary = "Send a photo from the spot",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = "image/jpeg",
                    schema = @Schema(type = "string", format = "binary")),
                @Content(
                    mediaType = "image/png",
                    schema = @Schema(type = "string", format = "binary"))
              }))
  @ApiResponse(responseCode = "200", description = "the alert as it is now")
  @ApiResponse(responseCode = "409", description = "the alert has as many photos as it may have")
  @ApiResponse(responseCode = "410", description = "the link is over; sign in instead")
  @PostMapping(
      path = "/photo",
      consumes = {"image/jpeg", "image/png", "image/webp"})
  ObjectNode send(
      @RequestHeader(name = LINK, required = false) @Nullable String link,
      HttpServletRequest request)
      throws IOException {
    var address = request.getRemoteAddr();
    var visit = visits.acting(link, address);
    var sent = request.getInputStream().readAllBytes();
    presses.keep(visit, sent, Picture.redrawn(sent));
    return sheets.of(visits.looking(link, address));
  }

  @Operation(summary = "Read a photo of the alert that a link opens")
  @ApiResponse(
      responseCode = "200",
      description = "the photo",
      content =
          @Content(mediaType = "image/jpeg", schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(responseCode = "410", description = "the link is over; sign in instead")
  @GetMapping("/photos/{n}")
  ResponseEntity<byte[]> photo(
      @RequestHeader(name = LINK, required = false) @Nullable String link,
      @PathVariable int n,
      HttpServletRequest request) {
    var visit = visits.acting(link, request.getRemoteAddr());
    return photos
        .find(visit.alert().id(), n)
        .map(TapController::jpeg)
        .orElseThrow(() -> new NotFound("photo", n));
  }

  static ResponseEntity<byte[]> jpeg(byte[] jpeg) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.IMAGE_JPEG)
        .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"photo.jpg\"")
        .body(Objects.requireNonNull(jpeg));
  }
}
