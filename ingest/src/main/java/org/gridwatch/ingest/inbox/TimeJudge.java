package org.gridwatch.ingest.inbox;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.gridwatch.ingest.alert.Alerts;
import org.gridwatch.ingest.alert.Told;
import org.gridwatch.ingest.rule.RuleBook;
import org.gridwatch.ingest.rule.Transition;
import org.gridwatch.ingest.store.StoreTrouble;

/**
 * Judges what no reading says: silence, events that are over, rules that are others now, what comes
 * together in a building or a grid. While it does, no lane settles anything, so that what happens
 * to an alert is written in the order in which it was judged. Threads: the chores'.
 */
final class TimeJudge {
  private final KnownDevices devices;
  private final Gatherings gatherings;
  private final Alerts alerts;
  private final DataSource dataSource;
  private final InstantSource clock;
  private final Consumer<List<Told>> told;

  TimeJudge(
      KnownDevices devices,
      Gatherings gatherings,
      Alerts alerts,
      DataSource dataSource,
      InstantSource clock,
      Consumer<List<Told>> told) {
    this.devices = devices;
    this.gatherings = gatherings;
    this.alerts = alerts;
    this.dataSource = dataSource;
    this.clock = clock;
    this.told = told;
  }

  /** Devices that have been silent for long enough; and all else that time brings. */
  void run(Sight sight) {
    long now = clock.millis();
    if (wouldMove(sight, now)) {
      judge(judgement -> watch(sight, judgement, now), now);
    }
    judgeGatherings(now);
    told.accept(alerts.tick(Instant.ofEpochMilli(now)));
  }

  private boolean wouldMove(Sight sight, long now) {
    devices.lock.lock();
    try {
      for (KnownDevice device : devices.all()) {
        if (sight.sighted() && device.falls(now, sight.sinceMs()) && device.settle(now)) {
          devices.tell(device);
        }
        if (device.stale
            || sight.sighted() && Silences.wouldMove(devices, device, now, sight.sinceMs())) {
          return true;
        }
        for (Vigil vigil : device.vigils) {
          if (Events.over(vigil, now)) {
            return true;
          }
        }
      }
      return false;
    } finally {
      devices.lock.unlock();
    }
  }

  private void watch(Sight sight, Judgement judgement, long now) {
    for (KnownDevice device : devices.all()) {
      if (device.stale) {
        devices.attach(device, judgement, now);
      }
      if (sight.sighted() && !device.registered.retired()) {
        device.falls(now, sight.sinceMs());
        Silences.watch(devices, device, judgement, now, sight.sinceMs());
      }
      for (Vigil vigil : device.vigils) {
        if (Events.over(vigil, now)) {
          Events.calm(vigil, judgement, now);
        }
      }
    }
  }

  /** Measures that somebody took of what is stored. */
  void measure(Consumer<Judgement> measures) {
    judge(measures, clock.millis());
  }

  /** Other rules apply from now on, to what is newest as well. */
  void follow(RuleBook book) {
    long now = clock.millis();
    judge(
        judgement -> {
          var before = devices.book();
          devices.use(book);
          judgement.back(() -> devices.use(before));
          devices.all().forEach(device -> devices.attach(device, judgement, now));
        },
        now);
  }

  private void judge(Consumer<Judgement> work, long now) {
    devices.settling.writeLock().lock();
    try {
      var judgement = new Judgement();
      var states = new StateRows();
      devices.lock.lock();
      try {
        work.accept(judgement);
        settle(judgement, states, now);
      } finally {
        devices.lock.unlock();
      }
      write(judgement, states, now);
    } finally {
      devices.settling.writeLock().unlock();
    }
  }

  private void settle(Judgement judgement, StateRows states, long now) {
    var changed = new ArrayList<KnownDevice>();
    judgement.vigils().forEach(vigil -> changed.add(vigil.device));
    for (KnownDevice device : changed.stream().distinct().toList()) {
      if (device.settle(now)) {
        devices.tell(device);
        states.add(device);
      }
    }
  }

  private void write(Judgement judgement, StateRows states, long now) {
    if (judgement.isEmpty()) {
      return;
    }
    boolean done = false;
    List<Told> news = List.of();
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      VigilRows.write(connection, judgement.vigils());
      news = alerts.apply(connection, judgement.transitions(), Instant.ofEpochMilli(now));
      states.write(connection);
      connection.commit();
      done = true;
    } catch (SQLException e) {
      throw StoreTrouble.of(e);
    } finally {
      devices.lock.lock();
      try {
        if (done) {
          states.written();
        } else {
          judgement.takeBack();
        }
      } finally {
        devices.lock.unlock();
      }
    }
    told.accept(news);
  }

  /** What several devices say together; its own transaction, from what is stored of each. */
  private void judgeGatherings(long now) {
    List<Transition> transitions;
    devices.lock.lock();
    try {
      transitions = gatherings.judge(devices, now);
    } finally {
      devices.lock.unlock();
    }
    if (transitions.isEmpty()) {
      return;
    }
    boolean done = false;
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      var news = alerts.apply(connection, transitions, Instant.ofEpochMilli(now));
      connection.commit();
      done = true;
      told.accept(news);
    } catch (SQLException e) {
      throw StoreTrouble.of(e);
    } finally {
      gatherings.settled(done);
    }
  }
}
