package org.gridwatch.map.notify.outbox;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.ingest.alert.AlertRows;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.channel.Parcel;
import org.gridwatch.map.notify.message.Composer;
import org.gridwatch.map.notify.message.Occasion;
import org.gridwatch.map.notify.tap.Links;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes a message of what was claimed, from the alerts as they are now. */
@Component
class Parcels {
  /** What a robot can call somebody by. */
  private static final String MENTION = "\\+?[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}";

  private static final Duration LINK_LASTS = Duration.ofDays(1);

  private final JdbcClient db;
  private final Composer composer;
  private final Links links;
  private final String publicUrl;

  Parcels(
      JdbcClient db,
      Composer composer,
      Links links,
      @Value("${gridwatch.public-url:http://localhost}") URI publicUrl) {
    this.db = db;
    this.composer = composer;
    this.links = links;
    this.publicUrl = publicUrl.toString().replaceFirst("/+$", "");
  }

  /** Throws {@link IllegalArgumentException} for what no channel could take. */
  Parcel of(Claims.Claim claim) {
    var carrier = claim.carrier();
    var ids = claim.notices().stream().map(NoticeRow::alertId).distinct().toList();
    var alerts = alerts(ids);
    if (alerts.isEmpty()) {
      throw new IllegalArgumentException("there is no alert to tell of");
    }
    var occasion = claim.notices().getFirst().occasion();
    boolean digest = carrier.occasion() == Occasion.DIGEST;
    var text =
        alerts.size() == 1 && !digest
            ? composer.one(alerts.getFirst(), occasion, link(claim, alerts), carrier.queuedAt())
            : composer.together(alerts, digest, link(claim, alerts), carrier.queuedAt());
    boolean shared = claim.line().shared();
    return new Parcel(
        carrier.key(),
        worst(claim.notices()),
        shared ? "" : carrier.address(),
        shared ? mentions(claim.notices()) : List.of(),
        text);
  }

  private List<Alert> alerts(List<Long> ids) {
    return db.sql(AlertRows.SELECT + " where a.id = any(?)")
        .param(ids.toArray(Long[]::new))
        .query(AlertRows::read)
        .list();
  }

  private static Severity worst(List<NoticeRow> notices) {
    return notices.stream().map(NoticeRow::severity).reduce(Severity.BLUE, Severity::worse);
  }

  private static List<String> mentions(List<NoticeRow> notices) {
    return notices.stream()
        .map(NoticeRow::address)
        .filter(address -> address.matches(MENTION))
        .distinct()
        .toList();
  }

  /** Of several alerts there is no link that opens them all: the phone page asks for sign-in. */
  private URI link(Claims.Claim claim, List<Alert> alerts) {
    if (alerts.size() > 1) {
      return URI.create(publicUrl + "/phone.html");
    }
    var carrier = claim.carrier();
    boolean personal =
        !claim.line().shared()
            && claim.notices().stream()
                .allMatch(one -> one.personId() == claim.notices().getFirst().personId());
    int person = personal ? claim.notices().getFirst().personId() : 0;
    return links.of(alerts.getFirst().id(), person, carrier.queuedAt().plus(LINK_LASTS));
  }
}
