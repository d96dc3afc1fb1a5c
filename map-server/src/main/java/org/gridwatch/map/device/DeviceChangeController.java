package org.gridwatch.map.device;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import org.gridwatch.map.account.BadInput;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Changing the registry, one device at a time. A token is shown in the answer and never again. */
@RestController
@RequestMapping("/api/v1/devices")
class DeviceChangeController {
  record NewDevice(
      @Nullable String name, @com.fasterxml.jackson.annotation.JsonUnwrapped DeviceForm details) {}

  record Given(String name, String token) {}

  record Token(String token) {}

  record Replacement(@Nullable String newName, @Nullable String reason) {}

  record Names(@Nullable List<String> names) {}

  record Retired(int retired) {}

  private final Registry registry;

  DeviceChangeController(Registry registry) {
    this.registry = registry;
  }

  @Operation(summary = "Register a device; its token is shown in this answer and never again")
  @ApiResponse(responseCode = "201", description = "the name and the token")
  @ApiResponse(responseCode = "409", description = "there is a device of that name")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Given create(@RequestBody NewDevice wish) {
    var name = required("name", wish.name);
    return new Given(name, registry.create(name, wish.details.fresh()));
  }

  @Operation(summary = "Change a device; what is left out stays")
  @PutMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void edit(@PathVariable String name, @RequestBody DeviceForm form) {
    registry.edit(name, form);
  }

  @Operation(summary = "Take many devices out of service")
  @PostMapping("/retire")
  Retired retireAll(@RequestBody Names wish) {
    if (wish.names == null || wish.names.isEmpty() || wish.names.size() > 20_000) {
      int count = wish.names == null ? 0 : wish.names.size();
      throw new BadInput("names", count, "names must be 1..20000 devices, were " + count);
    }
    return new Retired(registry.retire(wish.names));
  }

  @Operation(summary = "Take a device out of service")
  @PostMapping("/{name}/retire")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void retire(@PathVariable String name) {
    registry.retireOne(name);
  }

  @Operation(summary = "Put a retired device back into service")
  @PostMapping("/{name}/restore")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void restore(@PathVariable String name) {
    registry.restore(name);
  }

  @Operation(summary = "Put a new device in the place of a broken one")
  @ApiResponse(responseCode = "200", description = "the token of the new device")
  @ApiResponse(
      responseCode = "409",
      description = "the new name is in use, or the old device is retired")
  @PostMapping("/{name}/replace")
  Token replace(@PathVariable String name, @RequestBody Replacement wish) {
    var reason = wish.reason == null ? "" : wish.reason.strip();
    return new Token(registry.replace(name, required("newName", wish.newName), reason));
  }

  @Operation(summary = "Give a device a new token; the old one ends at once")
  @PostMapping("/{name}/token")
  Token newToken(@PathVariable String name) {
    return new Token(registry.newToken(name));
  }

  static String required(String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new BadInput(field, value, field + " must be given");
    }
    return value.strip();
  }
}
