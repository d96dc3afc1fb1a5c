package org.gridwatch.map.notify.readiness;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.ingest.alert.Alerts;
import org.gridwatch.ingest.alert.Happening;
import org.gridwatch.ingest.rule.Rule.Words;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.grid.Grid;
import org.gridwatch.map.grid.Grids;
import org.gridwatch.map.notify.duty.Chains;
import org.gridwatch.map.notify.duty.Rosters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks every morning whether an alert would find its people, and warns of where it would not: by a
 * yellow alert of the whole community, so that somebody is told by the chain itself.
 */
@Component
class ChainWatch implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ChainWatch.class);
  private static final LocalTime AT = LocalTime.of(8, 0);
  private static final int DAYS = 7;
  private static final String SELF = "GridWatch";

  private final JdbcClient db;
  private final Chains chains;
  private final Rosters rosters;
  private final Grids grids;
  private final Alerts alerts;
  private final InstantSource clock;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("chains").factory());
  private volatile boolean running;
  private boolean failing;

  ChainWatch(
      JdbcClient db,
      Chains chains,
      Rosters rosters,
      Grids grids,
      Alerts alerts,
      InstantSource clock) {
    this.db = db;
    this.chains = chains;
    this.rosters = rosters;
    this.grids = grids;
    this.alerts = alerts;
    this.clock = clock;
  }

  @Override
  public void start() {
    running = true;
    var unused = watch.scheduleWithFixedDelay(this::tryToLook, 1, 1, TimeUnit.SECONDS);
  }

  /** A named boundary: whatever fails now is tried again at the next look, and said once. */
  private void tryToLook() {
    try {
      look(clock.instant());
      failing = false;
    } catch (RuntimeException e) {
      if (!failing && running) {
        LOG.warn("the chains of people wait to be looked through: {}", e.getMessage(), e);
      }
      failing = true;
    }
  }

  private void look(Instant now) {
    var local = now.atZone(rosters.zone());
    var today = local.toLocalDate();
    if (local.toLocalTime().isBefore(AT) || !due(today)) {
      return;
    }
    var broken = chains.everywhere(now, Duration.ofDays(DAYS));
    if (mine(today)) {
      try {
        warn(broken, now);
      } catch (RuntimeException e) {
        giveBack(today);
        throw e;
      }
    }
  }

  private boolean due(LocalDate today) {
    return db.sql("select looked_on < ? from chain_watch")
        .param(today)
        .query(Boolean.class)
        .single();
  }

  /** One process of all looks. */
  private boolean mine(LocalDate today) {
    return db.sql("update chain_watch set looked_on = :today where looked_on < :today")
            .param("today", today)
            .update()
        == 1;
  }

  private void giveBack(LocalDate today) {
    db.sql("update chain_watch set looked_on = :yesterday where looked_on = :today")
        .param("yesterday", today.minusDays(1))
        .param("today", today)
        .update();
  }

  /** Yesterday's warning is over, mended or not: what still holds is said anew. */
  private void warn(List<Chains.Broken> broken, Instant now) {
    alerts.act(open(), new Happening.ClearByHand(SELF, ""), now);
    var communities =
        grids.all().stream()
            .filter(grid -> grid.parentId() == 0)
            .collect(Collectors.toMap(Grid::code, grid -> grid));
    communities.forEach(
        (code, community) -> {
          var within = broken.stream().filter(one -> under(code, one.grid())).toList();
          if (!within.isEmpty()) {
            alerts.raise(warning(community, within), SELF, now);
          }
        });
  }

  private boolean under(String code, Grid grid) {
    return grids.codesUpFrom(grid.id()).contains(code);
  }

  private List<Long> open() {
    return db.sql("select id from alert where starts_with(subject, 'chain:') and phase <> 'closed'")
        .query(Long.class)
        .list();
  }

  private Alerts.Own warning(Grid community, List<Chains.Broken> broken) {
    int all = (int) grids.all().stream().filter(grid -> under(community.code(), grid)).count();
    var texts =
        new Alert.Texts(
            new Words("通知链路有缺口", "Gaps in the chain of people"),
            Warning.of(broken, all, DAYS),
            new Words(
                "在管理页面“责任缺口”中逐项补齐。",
                "Mend them one by one under Broken chain on the operator's pages."));
    return new Alerts.Own(
        Alert.Origin.ofChain(community.code()), Severity.YELLOW, texts, Spot.in(community, grids));
  }

  @Override
  public void stop() {
    running = false;
    watch.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
