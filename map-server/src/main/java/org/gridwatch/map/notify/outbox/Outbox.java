package org.gridwatch.map.notify.outbox;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Puts notices into the queue, in the caller's transaction. */
@Component
public class Outbox {
  private static final String SCREEN = "screen";
  private static final String NO_MEANS = "none";

  /** Before it, the same for all ways of one telling. */
  private static final String STEM = "/";

  private static final TypeReference<List<Wanted.Address>> ADDRESSES = new TypeReference<>() {};

  private final ChannelBook channels;
  private final JsonMapper json;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  Outbox(ChannelBook channels, JsonMapper json) {
    this.channels = channels;
    this.json = json;
  }

  /** Is called when something was queued and committed. */
  void onQueued(Runnable listener) {
    listeners.add(listener);
  }

  /** Call it after the commit: whoever sends need not wait for the next look. */
  public void wake() {
    listeners.forEach(Runnable::run);
  }

  /**
   * @param gridCodes of the alert's leaf and of all above it, the leaf's first
   * @param firstTime reminders do not record again that somebody cannot be told
   * @return how many were queued
   */
  public int queue(
      JdbcClient db, List<Wanted> all, List<String> gridCodes, boolean firstTime, Instant now) {
    int queued = 0;
    var lines = all.isEmpty() ? List.<ChannelBook.Line>of() : channels.all();
    for (Wanted wanted : all) {
      queued +=
          wanted.personId() == 0
              ? toControlRoom(db, wanted, lines, gridCodes, firstTime, now)
              : toPerson(db, wanted, lines, gridCodes, firstTime, now);
    }
    return queued;
  }

  /** The screens always show it; who else is there depends on the channels. */
  private int toControlRoom(
      JdbcClient db,
      Wanted wanted,
      List<ChannelBook.Line> lines,
      List<String> gridCodes,
      boolean firstTime,
      Instant now) {
    var screen = new Wanted.Address(SCREEN, "");
    int queued = firstTime ? insert(db, wanted, screen, null, List.of(), "sent", "", now) : 0;
    for (ChannelBook.Line line : ChannelBook.ofControlRoom(lines, gridCodes)) {
      var address = new Wanted.Address(line.means(), String.valueOf(line.controlRoom()));
      queued += insert(db, wanted, address, line.id(), List.of(), "queued", "", now);
    }
    return queued;
  }

  private int toPerson(
      JdbcClient db,
      Wanted wanted,
      List<ChannelBook.Line> lines,
      List<String> gridCodes,
      boolean firstTime,
      Instant now) {
    if (wanted.ways().isEmpty()) {
      if (firstTime) {
        nobody(db, wanted, "no way to reach them", now);
      }
      return 0;
    }
    int queued = 0;
    for (int i = 0; i < wanted.ways().size(); i++) {
      var way = wanted.ways().get(i);
      var line = ChannelBook.nearest(lines, way.means(), gridCodes);
      var rest =
          wanted.all()
              ? List.<Wanted.Address>of()
              : wanted.ways().subList(i + 1, wanted.ways().size());
      if (line.isPresent()) {
        queued += insert(db, wanted, way, line.get().id(), rest, "queued", "", now);
        if (!wanted.all()) {
          return queued;
        }
      } else if (firstTime) {
        insert(
            db,
            wanted,
            way,
            null,
            List.of(),
            "failed",
            "there is no channel for " + way.means(),
            now);
      }
    }
    return queued;
  }

  /** A step in which there is nobody to be told is on record as well. */
  public void nobody(JdbcClient db, Wanted wanted, String why, Instant now) {
    insert(db, wanted, new Wanted.Address(NO_MEANS, ""), null, List.of(), "failed", why, now);
  }

  private int insert(
      JdbcClient db,
      Wanted wanted,
      Wanted.Address way,
      @Nullable Integer channel,
      List<Wanted.Address> rest,
      String state,
      String why,
      Instant now) {
    var at = Timestamp.from(now);
    return db.sql(
            """
            insert into notice (key, alert_id, occasion, severity, round, target, person_id, means,
                                address, rest, channel_id, state, queued_at, due_at, ended_at, why)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?)
            on conflict (key) do nothing
            """)
        .param(wanted.key() + STEM + way.means() + suffix(way, channel))
        .param(wanted.alertId())
        .param(wanted.occasion().label())
        .param(wanted.severity().label())
        .param(wanted.round())
        .param(wanted.target())
        .param(wanted.personId() == 0 ? null : wanted.personId())
        .param(way.means())
        .param(way.address())
        .param(json.writeValueAsString(rest))
        .param(channel)
        .param(state)
        .param(at)
        .param(at)
        .param(state.equals("queued") ? null : at)
        .param(why)
        .update();
  }

  /** Two numbers of one person are two ways; the key itself tells no number. */
  private static String suffix(Wanted.Address way, @Nullable Integer channel) {
    return "-"
        + Integer.toHexString(way.address().hashCode())
        + (channel == null ? "" : "-" + channel);
  }

  /** What waits for this alert is not needed any more. */
  public void drop(JdbcClient db, long alertId, String why, Instant now) {
    db.sql(
            """
            update notice set state = 'dropped', why = ?, ended_at = ?
             where alert_id = ? and state = 'queued' and occasion not in ('cleared', 'digest', 'help')
            """)
        .params(why, Timestamp.from(now), alertId)
        .update();
  }

  /**
   * The person's next way, since one has failed.
   *
   * @return whether there is one
   */
  boolean otherWay(JdbcClient db, NoticeRow failed, List<String> gridCodes, Instant now) {
    if (failed.rest().isEmpty()) {
      return false;
    }
    var wanted =
        new Wanted(
            failed.key().substring(0, failed.key().lastIndexOf(STEM)),
            failed.alertId(),
            failed.occasion(),
            failed.severity(),
            failed.round(),
            failed.target(),
            failed.personId(),
            failed.rest(),
            false);
    return toPerson(db, wanted, channels.all(), gridCodes, true, now) > 0;
  }

  List<Wanted.Address> addresses(String stored) {
    return json.readValue(stored, ADDRESSES);
  }
}
