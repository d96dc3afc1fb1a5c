package org.gridwatch.map.notify.escalate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.ingest.rule.Transition.What;
import org.gridwatch.map.notify.channel.Provider.Reply;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.WKBWriter;

/** A thousand alerts in the same moment, for two hundred and fifty leaders. */
class CrowdTest {
  private static final int LEADERS = 250;
  private static final int ALERTS = 1_000;

  @Test
  void everyLeaderIsToldOfAllTheirs() throws Exception {
    Set<String> numbers = ConcurrentHashMap.newKeySet();
    try (var town = new NotifyTown();
        var sms =
            town.sms(
                request -> {
                  numbers.add(NotifyTown.number(request));
                  return slowly();
                })) {
      arrange(town);
      long before = System.nanoTime();
      town.settle(
          IntStream.rangeClosed(1, ALERTS)
              .mapToObj(i -> town.leak(i, What.RAISED, Severity.ORANGE))
              .toList());
      town.quiet();
      var took = Duration.ofNanos(System.nanoTime() - before);
      assertThat(numbers).hasSize(LEADERS);
      assertThat(untold(town)).isZero();
      System.out.printf(
          "%d alerts for %d leaders: %d messages, all taken after %d ms%n",
          ALERTS, LEADERS, sms.requests().size(), took.toMillis());
    }
  }

  /** As a provider on the other side of the country. */
  private static Reply slowly() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return Reply.ok("{\"Code\": \"OK\", \"BizId\": \"1\"}");
  }

  /** Strips from west to east in place of the two grids, each with a leader and four devices. */
  private static void arrange(NotifyTown town) {
    var db = town.server.database.jdbc();
    db.sql("delete from duty_swap").update();
    db.sql("update grid set ended_at = now() where level = 2").update();
    for (int n = 0; n < LEADERS; n++) {
      int person =
          db.sql("insert into person (name) values (?) returning id")
              .param("Leader " + n)
              .query(Integer.class)
              .single();
      db.sql("insert into person_way (person_id, rank, means, address) values (?, 0, 'sms', ?)")
          .params(person, "1390000%04d".formatted(n))
          .update();
      int grid =
          db.sql("insert into grid (code, level, parent_id, name) values (?, 2, 1, ?) returning id")
              .params("C-%03d".formatted(n), "Strip " + n)
              .query(Integer.class)
              .single();
      db.sql(
              "insert into grid_person (grid_id, person_id, part, valid_from) values (?, ?, 'leader', '2020-01-01')")
          .params(grid, person)
          .update();
      db.sql(
              "insert into boundary_version (grid_id, valid_from, boundary) values (?, '2020-01-01', ?)")
          .params(grid, strip(n))
          .update();
      db.sql("update device set lon = ?, lat = 0.5 where id between ? and ?")
          .params((n + 0.5) / LEADERS, 4 * n + 1, 4 * n + 4)
          .update();
    }
    db.sql("update map_revision set revision = revision + 1").update();
    db.sql("update registry_revision set revision = revision + 1").update();
    await().atMost(Duration.ofMinutes(1)).until(() -> placed(town) == ALERTS);
  }

  /** By the map's own watch. */
  private static long placed(NotifyTown town) {
    return town.server
        .database
        .jdbc()
        .sql(
            """
            select count(*) from device_place p join grid g on g.id = p.leaf_grid_id
             where p.valid_to is null
               and g.code = 'C-' || lpad(((p.device_id - 1) / 4)::text, 3, '0')
            """)
        .query(Long.class)
        .single();
  }

  private static byte[] strip(int n) {
    var box = new Envelope((double) n / LEADERS, (n + 1.0) / LEADERS, 0, 1);
    return new WKBWriter().write(new GeometryFactory().toGeometry(box));
  }

  private static long untold(NotifyTown town) {
    return town.server
        .database
        .jdbc()
        .sql(
            """
            select count(*) from alert a where not exists (
              select 1 from notice n left join notice t on t.id = n.folded_into
               where n.alert_id = a.id and coalesce(t.state, n.state) = 'sent')
            """)
        .query(Long.class)
        .single();
  }
}
