package org.gridwatch.map.history;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gridwatch.gateway.wire.Quantity;
import org.gridwatch.gateway.wire.Unit;
import org.gridwatch.ingest.store.Chart;
import org.gridwatch.ingest.store.ReadingStore;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.account.Rights;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** One series over any span, from the roll-up that fits it. */
@RestController
class ChartController {
  private static final int MOST_POINTS = 2_000;
  private static final Duration LONGEST = Duration.ofDays(366L * 50);

  /**
   * @param step raw, 1m, 1h or 1d
   * @param points each [epoch ms, average, low, high, count]
   */
  record Answer(int seriesId, String quantity, String unit, String step, List<double[]> points) {}

  private record Series(String quantity, Integer leaf) {}

  private final JdbcClient jdbc;
  private final ReadingStore store;

  ChartController(JdbcClient jdbc, ReadingStore store) {
    this.jdbc = jdbc;
    this.store = store;
  }

  @Operation(summary = "Read a series over any time, from the roll-up that fits it")
  @GetMapping("/api/v1/series/{id}/chart")
  Answer chart(
      Rights rights,
      @PathVariable int id,
      @RequestParam Instant from,
      @RequestParam Instant to,
      @RequestParam(defaultValue = "800") int points) {
    if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw new BadInput("to", to, "must be after from, by at most 50 years");
    }
    if (points < 1 || points > MOST_POINTS) {
      throw new BadInput("points", points, "must be 1.." + MOST_POINTS);
    }
    Series series = visible(rights, id);
    Chart chart = store.chart(id, from, to, points);
    return new Answer(
        id,
        series.quantity(),
        Unit.of(new Quantity(series.quantity())).symbol(),
        chart.step().word(),
        chart.points().stream().map(ChartController::numbers).toList());
  }

  /** Of a device outside the asker's grids there is no series. */
  private Series visible(Rights rights, int id) {
    return jdbc.sql(
            """
            select s.quantity, coalesce(p.leaf_grid_id, 0) as leaf
            from series s left join device_place p on p.device_id = s.device_id and p.valid_to is null
            where s.id = ?
            """)
        .param(id)
        .query((row, _) -> new Series(row.getString("quantity"), row.getInt("leaf")))
        .optional()
        .filter(series -> rights.sees((int) series.leaf()))
        .orElseThrow(() -> new NotFound("series", id));
  }

  private static double[] numbers(Chart.Point point) {
    return new double[] {
      point.epochMillis(), point.average(), point.low(), point.high(), point.count()
    };
  }
}
