package org.gridwatch.map.app;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.gridwatch.gateway.codec.Codecs;
import org.gridwatch.ingest.inbox.IngestHealth;
import org.gridwatch.ingest.inbox.IngestService;
import org.gridwatch.ingest.inbox.IngestSettings;
import org.gridwatch.ingest.store.ReadingStore;
import org.gridwatch.ingest.store.StoreMaintenance;
import org.gridwatch.ingest.store.StoreTrouble;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** Ingest and the store's upkeep, in a process that has the role. */
@Component
@ConditionalOnBooleanProperty("gridwatch.role.ingest")
class IngestRole implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(IngestRole.class);
  private static final long UPKEEP_SECONDS = 20;
  private static final ZoneId HOME = ZoneId.of("Asia/Shanghai");

  private final DataSource database;
  private final ReadingStore store;
  private final MeterRegistry meters;
  private final Clock clock;
  private final ScheduledExecutorService upkeep =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("store-upkeep").daemon().factory());
  private @Nullable IngestService ingest;

  IngestRole(DataSource database, ReadingStore store, MeterRegistry meters, Clock clock) {
    this.database = database;
    this.store = store;
    this.meters = meters;
    this.clock = clock;
  }

  void start(IngestSettings settings) {
    StoreMaintenance maintenance = store.maintenance();
    upkeep.scheduleWithFixedDelay(
        () -> maintain(maintenance), UPKEEP_SECONDS, UPKEEP_SECONDS, TimeUnit.SECONDS);
    ingest =
        new IngestService(
            settings, database, store, Codecs.all(), meters, clock, HOME, IngestRole::endProcess);
    ingest.start();
  }

  /**
   * Returns once the broker keeps every message for us; another process may be the one that works.
   */
  boolean awaitSubscription(long seconds) throws InterruptedException, ExecutionException {
    if (ingest == null) {
      return false;
    }
    try {
      ingest.subscribed().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    }
  }

  IngestHealth health() {
    return ingest == null ? new IngestHealth(false, false, true, 0, 0, "") : ingest.health();
  }

  private void maintain(StoreMaintenance maintenance) {
    try {
      maintenance.run(clock.instant());
    } catch (StoreTrouble passing) {
      if (!upkeep.isShutdown()) {
        log.warn("the store's upkeep waits for the next turn: {}", passing.getMessage());
      }
    }
  }

  /** A loop ended by a bug is not carried on: whoever watches the process starts it again. */
  private static void endProcess(Throwable bug) {
    log.error("ending the process: ingest met a bug", bug);
    Thread.ofPlatform().name("end").start(() -> System.exit(70));
  }

  @Override
  public void close() {
    upkeep.shutdownNow();
    if (ingest != null) {
      ingest.close();
    }
  }
}
