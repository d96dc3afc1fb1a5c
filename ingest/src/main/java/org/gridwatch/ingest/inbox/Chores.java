package org.gridwatch.ingest.inbox;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.gridwatch.ingest.device.Newcomers;
import org.gridwatch.ingest.device.Rejects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done once a second or more rarely, beside the loop. Threads: one. */
final class Chores {
  private static final Logger log = LoggerFactory.getLogger(Chores.class);
  private static final Duration NEWCOMERS_KEPT = Duration.ofDays(30);

  private final KnownDevices devices;
  private final Rejects rejects;
  private final Newcomers newcomers;
  private final Flush flush;
  private final TimeJudge judge;
  private final Following following;
  private final Sight sight = new Sight();
  private final Blindness blindness;
  private final InstantSource clock;
  private final BooleanSupplier hearing;
  private volatile boolean troubled;
  private long turn;

  Chores(
      KnownDevices devices,
      DataSource dataSource,
      Rejects rejects,
      TimeJudge judge,
      Following following,
      InstantSource clock,
      BooleanSupplier hearing) {
    this.devices = devices;
    this.rejects = rejects;
    this.newcomers = new Newcomers(dataSource);
    this.blindness = new Blindness(dataSource);
    this.flush = new Flush(devices, dataSource);
    this.judge = judge;
    this.following = following;
    this.clock = clock;
    this.hearing = hearing;
  }

  boolean troubled() {
    return troubled;
  }

  void run() {
    try {
      devices.follow();
      following.run();
      sight.look(clock.millis(), hearing.getAsBoolean() && !troubled);
      blindness.look(clock.instant(), sight.sighted());
      judge.run(sight);
      if (turn % 2 == 0) {
        flush.run();
      }
      if (turn % 60 == 0) {
        rejects.prune();
        newcomers.forgetUnheardSince(clock.instant().minus(NEWCOMERS_KEPT));
      }
      turn++;
      troubled = false;
    } catch (RuntimeException e) { // the boundary: what passes is tried again a second later
      if (Trouble.of(e) != Trouble.PASSING) {
        throw e;
      }
      if (!troubled) {
        log.warn("ingest's chores wait for the database: {}", e.getMessage());
      }
      troubled = true;
    }
  }

  /** The last flush, before another process takes over. */
  void finish() {
    try {
      flush.run();
    } catch (RuntimeException e) { // nothing is lost but two seconds of newest values
      log.warn("the last flush did not reach the database: {}", e.getMessage());
    }
  }
}
