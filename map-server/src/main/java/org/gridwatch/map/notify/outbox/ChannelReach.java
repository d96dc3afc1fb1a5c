package org.gridwatch.map.notify.outbox;

import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.gridwatch.map.notify.duty.Reach;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells those who arrange duty which channels there are, and which are down. */
@Component
class ChannelReach implements Reach.Source {
  private final ChannelBook channels;
  private final JdbcClient db;
  private final InstantSource clock;

  ChannelReach(ChannelBook channels, JdbcClient db, InstantSource clock) {
    this.channels = channels;
    this.db = db;
    this.clock = clock;
  }

  @Override
  public Reach now() {
    var lines = channels.all();
    var down = down();
    return (means, gridCodes) ->
        ChannelBook.nearest(lines, means.label(), gridCodes)
            .map(line -> down.contains(line.id()) ? Reach.State.DOWN : Reach.State.UP)
            .orElse(Reach.State.NONE);
  }

  private Set<Integer> down() {
    return new HashSet<>(
        db.sql("select id from channel where open_until > ? or trial_until is not null")
            .param(Timestamp.from(clock.instant()))
            .query(Integer.class)
            .list());
  }
}
