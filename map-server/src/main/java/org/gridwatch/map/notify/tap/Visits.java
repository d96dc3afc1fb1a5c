package org.gridwatch.map.notify.tap;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.ingest.alert.AlertRows;
import org.gridwatch.map.account.Forbidden;
import org.gridwatch.map.account.LinkGuesses;
import org.gridwatch.map.account.Rights;
import org.gridwatch.map.notify.tap.LinkRefused.Why;
import org.gridwatch.map.notify.tap.LinkSeal.Opened;
import org.gridwatch.map.notify.tap.Visit.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** From the token of a link to what it opens. */
@Component
class Visits {
  private record Named(String name, @Nullable Instant retiredAt) {}

  private final Links links;
  private final LinkGuesses guesses;
  private final JdbcClient db;
  private final InstantSource clock;

  Visits(Links links, LinkGuesses guesses, JdbcClient db, InstantSource clock) {
    this.links = links;
    this.guesses = guesses;
    this.db = db;
    this.clock = clock;
  }

  /** To look. What is wrong with the token is said before anything of the alert is read. */
  Visit looking(@Nullable String token, String address) {
    return switch (links.open(token == null ? "" : token.strip(), clock.instant())) {
      case Opened.Open(long alertId, int personId) ->
          new Visit(alert(alertId), actor(alertId, personId));
      case Opened.Expired(long alertId) -> throw new LinkRefused(Why.OVER, alertId);
      case Opened.Unknown unknown -> {
        guesses.charge(address);
        throw new LinkRefused(Why.UNKNOWN);
      }
    };
  }

  /** To do something. */
  Visit acting(@Nullable String token, String address) {
    var visit = looking(token, address);
    if (visit.actor() instanceof Actor.Nobody) {
      throw new LinkRefused(Why.SIGN_IN);
    }
    if (!visit.mayAct()) {
      throw new Forbidden("your account may not act on alerts in this grid");
    }
    return visit;
  }

  private Actor actor(long alertId, int personId) {
    return personId == 0 ? whoeverIsSignedIn() : person(alertId, personId);
  }

  private static Actor whoeverIsSignedIn() {
    var asking = SecurityContextHolder.getContext().getAuthentication();
    return Rights.ifSignedIn(asking).<Actor>map(Actor.Account::new).orElseGet(Actor.Nobody::new);
  }

  private Actor person(long alertId, int id) {
    var person =
        db.sql("select name, retired_at from person where id = ?")
            .param(id)
            .query((row, _) -> new Named(row.getString("name"), instant(row)))
            .optional()
            .orElseThrow(() -> new LinkRefused(Why.UNKNOWN));
    if (person.retiredAt != null && !clock.instant().isBefore(person.retiredAt)) {
      throw new LinkRefused(Why.OVER, alertId);
    }
    return new Actor.Person(id, person.name);
  }

  private static @Nullable Instant instant(java.sql.ResultSet row) throws java.sql.SQLException {
    var at = row.getObject("retired_at", OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private Alert alert(long id) {
    return db.sql(AlertRows.SELECT + " where a.id = ?")
        .param(id)
        .query(AlertRows::read)
        .optional()
        .orElseThrow(() -> new LinkRefused(Why.UNKNOWN));
  }
}
