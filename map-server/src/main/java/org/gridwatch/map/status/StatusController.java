package org.gridwatch.map.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.gridwatch.map.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The operator's page of how the installation is doing. */
@RestController
class StatusController {
  record Inbox(@Nullable Long waiting, @Nullable Long capacity) {}

  record Broker(boolean active, int connections, long messagesIn, Map<String, Long> refused) {}

  /**
   * Left out is what this process does not know because another one does that work.
   *
   * @param lagMs from a message's arrival to its acknowledgement, p99 of the last minute
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Status(
      Rates.Now rates,
      @Nullable Long lagMs,
      Inbox inbox,
      @Nullable Broker broker,
      DatabaseFigures.Database database,
      Disk.Space disk,
      long newcomers,
      long rejectsToday,
      DatabaseFigures.Devices devices,
      List<String> roles,
      String version,
      Instant startedAt) {}

  private final Rates rates;
  private final Meters meters;
  private final DatabaseFigures database;
  private final Disk disk;
  private final Settings settings;
  private final ObjectProvider<BrokerFigures> broker;
  private final Clock clock;
  private final List<String> roles;
  private final Instant startedAt;

  StatusController(
      Rates rates,
      Meters meters,
      DatabaseFigures database,
      Disk disk,
      Settings settings,
      ObjectProvider<BrokerFigures> broker,
      Clock clock,
      Environment environment) {
    this.rates = rates;
    this.meters = meters;
    this.database = database;
    this.disk = disk;
    this.settings = settings;
    this.broker = broker;
    this.clock = clock;
    this.roles = roles(environment);
    this.startedAt = clock.instant();
  }

  @Operation(summary = "Read how the installation is doing")
  @GetMapping("/api/v1/status")
  Status status() throws IOException {
    return new Status(
        rates.current(),
        whole(meters.lagSeconds(), 1000),
        new Inbox(
            whole(meters.measured(Meters.WAITING), 1), whole(meters.measured(Meters.CAPACITY), 1)),
        broker(),
        database.database(),
        disk.space(),
        database.newcomers(),
        database.rejectsToday(today()),
        database.devices(),
        roles,
        version(),
        startedAt);
  }

  /** As the assembly was asked for them: {@code gridwatch.role.ingest} and so on. */
  private static List<String> roles(Environment environment) {
    return Stream.of("gateway", "ingest", "map")
        .filter(role -> environment.getProperty("gridwatch.role." + role, Boolean.class, false))
        .toList();
  }

  private @Nullable Broker broker() {
    var figures = broker.getIfAvailable();
    return figures == null
        ? null
        : new Broker(
            figures.active(), figures.connections(), figures.messagesIn(), figures.refused());
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneId.of(settings.place().timeZone()));
  }

  private static String version() {
    var said = StatusController.class.getPackage().getImplementationVersion();
    return said == null ? "development" : said;
  }

  private static @Nullable Long whole(OptionalDouble value, int factor) {
    return value.isEmpty() ? null : Math.round(value.getAsDouble() * factor);
  }
}
