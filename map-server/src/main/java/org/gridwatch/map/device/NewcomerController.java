package org.gridwatch.map.device;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gridwatch.ingest.device.Newcomers;
import org.gridwatch.map.account.Forbidden;
import org.gridwatch.map.account.Rights;
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

/** Devices that speak and are not registered. */
@RestController
@RequestMapping("/api/v1/newcomers")
class NewcomerController {
  /**
   * One of them.
   *
   * @param lastPayload as text; what is no UTF-8 shows as the replacement character
   */
  record Shown(
      String name,
      Instant firstHeard,
      Instant lastHeard,
      long messages,
      String lastTopic,
      String lastPayload,
      @Nullable String gateway) {}

  /** What it is, or whose place it takes. */
  record Adoption(
      @com.fasterxml.jackson.annotation.JsonUnwrapped DeviceForm details,
      @Nullable String replaces) {}

  record Token(String token) {}

  private final Newcomers newcomers;
  private final Registry registry;

  NewcomerController(Newcomers newcomers, Registry registry) {
    this.newcomers = newcomers;
    this.registry = registry;
  }

  @Operation(summary = "List devices that speak and are not registered")
  @GetMapping
  List<Shown> all(Rights rights) {
    requireWholeCommunity(rights);
    return newcomers.list().stream().map(NewcomerController::shown).toList();
  }

  @Operation(summary = "Register a newcomer, or put it in the place of another device")
  @ApiResponse(responseCode = "200", description = "its token")
  @ApiResponse(responseCode = "409", description = "there is a device of that name")
  @PostMapping("/{name}/adopt")
  Token adopt(@PathVariable String name, @RequestBody Adoption wish) {
    var replaced = Optional.ofNullable(wish.replaces).filter(text -> !text.isBlank());
    return new Token(
        replaced.isPresent()
            ? registry.adoptInPlaceOf(name, replaced.get())
            : registry.adopt(name, wish.details.fresh()));
  }

  @Operation(summary = "Forget a newcomer")
  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void dismiss(@PathVariable String name) {
    registry.dismiss(name);
  }

  /** What is not registered lies in no grid, so it is shown to those who see all of them. */
  static void requireWholeCommunity(Rights rights) {
    if (!rights.allLeaves()) {
      throw new Forbidden("this is for accounts that are not limited to grids");
    }
  }

  private static Shown shown(Newcomers.Newcomer newcomer) {
    return new Shown(
        newcomer.name(),
        newcomer.firstHeard(),
        newcomer.lastHeard(),
        newcomer.messages(),
        newcomer.lastTopic(),
        new String(newcomer.lastPayload(), StandardCharsets.UTF_8),
        newcomer.gateway().isEmpty() ? null : newcomer.gateway());
  }
}
