package org.gridwatch.map.rule;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.gridwatch.ingest.device.Kind;
import org.gridwatch.ingest.rule.PlannedWork;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Planned work as the API says it. */
@Component
class WorkRows {
  /**
   * One piece of work.
   *
   * @param label what people call the place
   * @param state planned, running, over, or ended (before its time)
   * @param quiet open alerts that are kept quiet by it
   */
  record Row(
      int id,
      String place,
      String ref,
      String label,
      List<String> kinds,
      Instant from,
      Instant to,
      String reason,
      String madeBy,
      Instant madeAt,
      @Nullable Instant endedAt,
      @Nullable String endedBy,
      String state,
      int quiet) {}

  private final WorkPlaces places;
  private final InstantSource clock;
  private final JdbcClient db;

  WorkRows(WorkPlaces places, InstantSource clock, JdbcClient db) {
    this.places = places;
    this.clock = clock;
    this.db = db;
  }

  Row of(PlannedWork work) {
    return new Row(
        work.id(),
        work.place().label(),
        work.ref(),
        places.label(work.place(), work.ref()),
        work.kinds().stream().map(Kind::label).sorted().toList(),
        work.from(),
        work.to(),
        work.reason(),
        work.madeBy(),
        work.madeAt(),
        work.endedAt(),
        work.endedBy(),
        state(work, clock.instant()),
        quiet(work.id()));
  }

  private static String state(PlannedWork work, Instant now) {
    if (work.endedAt() != null) {
      return "ended";
    }
    return now.isBefore(work.from()) ? "planned" : now.isBefore(work.to()) ? "running" : "over";
  }

  private int quiet(int id) {
    return db.sql("select count(*) from alert where silenced_by = ? and phase <> 'closed'")
        .param(id)
        .query(Integer.class)
        .single();
  }
}
