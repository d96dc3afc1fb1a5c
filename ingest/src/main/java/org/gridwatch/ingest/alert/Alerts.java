package org.gridwatch.ingest.alert;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.gridwatch.ingest.alert.Alert.Origin;
import org.gridwatch.ingest.alert.Alert.Place;
import org.gridwatch.ingest.alert.Alert.Texts;
import org.gridwatch.ingest.rule.Rule.Words;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.ingest.rule.Transition;
import org.gridwatch.ingest.store.StoreTrouble;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * All alerts: the only way to change them. Whatever happens to one is an entry of its timeline in
 * the same transaction. Threads: any.
 */
public final class Alerts {
  private static final ZoneId USUAL_ZONE = ZoneId.of("Asia/Shanghai");

  private final DataSource dataSource;
  private final ZoneId zone;
  private final Consumer<Told> people;

  /** Of a process in which no person does anything about them. */
  public Alerts(DataSource dataSource) {
    this(dataSource, USUAL_ZONE, told -> {});
  }

  /**
   * @param people is told what people did, once it is stored
   */
  public Alerts(DataSource dataSource, Consumer<Told> people) {
    this(dataSource, USUAL_ZONE, people);
  }

  /**
   * @param zone of the times in explanations
   */
  Alerts(DataSource dataSource, ZoneId zone, Consumer<Told> people) {
    this.dataSource = dataSource;
    this.zone = zone;
    this.people = people;
  }

  /**
   * What a person saw or was told.
   *
   * @param deviceId 0: none
   * @param buildingId 0: none
   * @param place where; of a device its own is taken
   */
  public record ByHand(
      Severity severity, String kind, String words, int deviceId, int buildingId, Place place) {}

  /**
   * What rules say, in the transaction of the readings that made them say it; call it last, just
   * before the commit: nobody else changes alerts until then. Returns the changed alerts, to be
   * told once it is committed.
   */
  public List<Told> apply(Connection connection, List<Transition> transitions, Instant now)
      throws SQLException {
    if (transitions.isEmpty()) {
      return List.of();
    }
    return atDesk(
        connection,
        now,
        desk -> {
          Rulings.apply(desk, zone, transitions);
          desk.write();
          PlannedWork.silence(desk, desk.changedIds());
          var held = Causes.holdBack(desk, desk.changedIds());
          desk.write();
          Incidents.group(desk, held);
          Gathering.gather(desk, transitions);
          return finished(desk);
        });
  }

  /** What time alone changes; once a second. */
  public List<Told> tick(Instant now) {
    return inTransaction(
        now,
        desk -> {
          Clockwork.tick(desk);
          return finished(desk);
        });
  }

  /**
   * A person does something about these alerts. Returns what became of each.
   *
   * @throws StoreTrouble when the database does not answer
   */
  public Map<Long, Answer> act(Collection<Long> ids, Happening.ByPerson what, Instant now) {
    Map<Long, Answer> answers = actAtDesk(ids, what, now);
    for (Answer answer : answers.values()) {
      if (answer instanceof Answer.Done(var told)) {
        people.accept(told);
      }
    }
    return answers;
  }

  private Map<Long, Answer> actAtDesk(Collection<Long> ids, Happening.ByPerson what, Instant now) {
    return inTransaction(
        now,
        desk -> {
          var outcomes = new HashMap<Long, Outcome>();
          for (Alert alert : desk.take(ids)) {
            outcomes.put(alert.id(), desk.happen(alert.id(), what));
          }
          var told = new HashMap<Long, Told>();
          finished(desk).forEach(one -> told.put(one.alert().id(), one));
          var answers = new LinkedHashMap<Long, Answer>();
          ids.forEach(id -> answers.put(id, answer(desk, id, outcomes.get(id), told.get(id))));
          return answers;
        });
  }

  private static Answer answer(Desk desk, long id, @Nullable Outcome outcome, @Nullable Told told) {
    return switch (outcome) {
      case null -> new Answer.Unknown();
      case Outcome.Refused(var why) -> new Answer.Refused(desk.alert(id), why);
      case Outcome.Same same -> new Answer.Same(desk.alert(id));
      case Outcome.Changed changed -> new Answer.Done(Objects.requireNonNull(told));
    };
  }

  public Answer act(long id, Happening.ByPerson what, Instant now) {
    var answer = act(List.of(id), what, now).get(id);
    return answer == null ? new Answer.Unknown() : answer;
  }

  /** What GridWatch itself has to say: a drill, or that people cannot be reached. */
  public record Own(Origin origin, Severity severity, Texts texts, Place place) {}

  /** Lives the same life, and is cleared by hand. */
  public Told raiseByHand(ByHand wish, String who, Instant now) {
    return raise(desk -> byHand(desk, wish, who), now);
  }

  /** Cleared by hand, it is closed as well. */
  public Told raise(Own own, String who, Instant now) {
    return raise(
        desk ->
            AlertLife.raise(
                own.origin(), own.place(), own.texts(), own.severity(), null, 0, who, desk.now),
        now);
  }

  private Told raise(Function<Desk, Outcome.Changed> how, Instant now) {
    Told told =
        inTransaction(
            now,
            desk -> {
              long id = AlertRows.newIds(desk.db, 1).getFirst();
              desk.add(id, how.apply(desk));
              return finished(desk).getFirst();
            });
    people.accept(told);
    return told;
  }

  private static Outcome.Changed byHand(Desk desk, ByHand wish, String who) {
    var device =
        Whereabouts.ofDevices(desk.db, wish.deviceId() == 0 ? List.of() : List.of(wish.deviceId()))
            .getOrDefault(wish.deviceId(), Whereabouts.nowhere());
    String subject =
        device.deviceId() != 0
            ? Transition.subjectOf(device.deviceId())
            : wish.buildingId() != 0 ? "building:" + wish.buildingId() : "place";
    var origin =
        new Origin(
            0, 0, "", subject, wish.kind(), device.deviceId(), device.device(), device.label(), "");
    var texts =
        new Texts(
            new Words("人工上报", "Reported by hand"),
            new Words(wish.words(), wish.words()),
            Words.NONE);
    var place = device.deviceId() != 0 ? device.place() : wish.place();
    return AlertLife.raise(origin, place, texts, wish.severity(), null, 0, who, desk.now);
  }

  private static List<Told> finished(Desk desk) {
    desk.write();
    Incidents.refresh(desk);
    return desk.told();
  }

  private static <T> T atDesk(Connection connection, Instant now, Function<Desk, T> work)
      throws SQLException {
    try {
      return work.apply(Desk.open(connection, now.truncatedTo(ChronoUnit.MICROS)));
    } catch (DataAccessException e) {
      throw e.getMostSpecificCause() instanceof SQLException cause ? cause : new SQLException(e);
    }
  }

  private <T> T inTransaction(Instant now, Function<Desk, T> work) {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      boolean done = false;
      try {
        T result = atDesk(connection, now, work);
        connection.commit();
        done = true;
        return result;
      } finally {
        if (!done) {
          connection.rollback();
        }
      }
    } catch (SQLException e) {
      throw StoreTrouble.of(e);
    }
  }
}
