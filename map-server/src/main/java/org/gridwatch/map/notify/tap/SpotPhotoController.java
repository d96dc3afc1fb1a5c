package org.gridwatch.map.notify.tap;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.account.Rights;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Photos from the spot, for whoever sees the alert. */
@RestController
@RequestMapping("/api/v1/alerts/{id}/photos")
class SpotPhotoController {
  private final SpotPhotos photos;
  private final JdbcClient db;

  SpotPhotoController(SpotPhotos photos, JdbcClient db) {
    this.photos = photos;
    this.db = db;
  }

  @Operation(summary = "List the photos from the spot of an alert")
  @GetMapping
  List<SpotPhotos.Listed> list(Rights rights, @PathVariable long id) {
    requireSeen(rights, id);
    return photos.list(id);
  }

  @Operation(summary = "Read a photo from the spot of an alert")
  @ApiResponse(
      responseCode = "200",
      description = "the photo",
      content =
          @Content(mediaType = "image/jpeg", schema = @Schema(type = "string", format = "binary")))
  @GetMapping("/{n}")
  ResponseEntity<byte[]> one(Rights rights, @PathVariable long id, @PathVariable int n) {
    requireSeen(rights, id);
    return photos.find(id, n).map(TapController::jpeg).orElseThrow(() -> new NotFound("photo", n));
  }

  /** One outside the own area looks like one that does not exist. */
  private void requireSeen(Rights rights, long id) {
    boolean seen =
        db.sql(
                """
                select exists (select from alert a
                                where a.id = :id and (:all or a.leaf_grid_id = any(:leaves)))
                """)
            .param("id", id)
            .param("all", rights.allLeaves())
            .param("leaves", rights.leafArray())
            .query(Boolean.class)
            .single();
    if (!seen) {
      throw new NotFound("alert", id);
    }
  }
}
