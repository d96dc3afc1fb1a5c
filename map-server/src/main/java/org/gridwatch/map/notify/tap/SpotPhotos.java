package org.gridwatch.map.notify.tap;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.gridwatch.map.account.Conflict;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Photos from the spot, kept as long as their alert. */
@Component
class SpotPhotos {
  static final int MOST = 12;

  /** One photo, counted from 1 within its alert. */
  record Listed(int n, Instant at, String who) {}

  record Kept(int n, boolean isNew) {}

  private final JdbcClient db;

  SpotPhotos(JdbcClient db) {
    this.db = db;
  }

  /** The same photo again keeps its number. */
  Kept keep(long alertId, String who, byte[] sent, byte[] jpeg, Instant now) {
    var sha256 = sha256(sent);
    var known =
        db.sql("select n from spot_photo where alert_id = ? and sha256 = ?")
            .params(alertId, sha256)
            .query(Integer.class)
            .optional();
    if (known.isPresent()) {
      return new Kept(known.get(), false);
    }
    int n = list(alertId).size() + 1;
    if (n > MOST) {
      throw new Conflict("an alert has at most " + MOST + " photos");
    }
    db.sql(
            """
            insert into spot_photo (alert_id, n, at, who, sha256, jpeg) values (?, ?, ?, ?, ?, ?)
            """)
        .params(alertId, n, now.atOffset(ZoneOffset.UTC), who, sha256, jpeg)
        .update();
    return new Kept(n, true);
  }

  List<Listed> list(long alertId) {
    return db.sql("select n, at, who from spot_photo where alert_id = ? order by n")
        .param(alertId)
        .query(
            (row, _) ->
                new Listed(
                    row.getInt("n"),
                    Objects.requireNonNull(row.getObject("at", OffsetDateTime.class)).toInstant(),
                    row.getString("who")))
        .list();
  }

  Optional<byte[]> find(long alertId, int n) {
    return db.sql("select jpeg from spot_photo where alert_id = ? and n = ?")
        .params(alertId, n)
        .query(byte[].class)
        .optional();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
