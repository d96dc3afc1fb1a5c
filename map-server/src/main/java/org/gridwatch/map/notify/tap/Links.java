package org.gridwatch.map.notify.tap;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Links that open one alert for one person without signing in. All processes of an installation
 * sign with the same secret, which is made once and kept in its database. Threads: any.
 */
@Component
public class Links {
  private static final String PAGE = "/tap.html";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final JdbcClient db;
  private final String publicUrl;
  private volatile @Nullable LinkSeal seal;

  Links(JdbcClient db, @Value("${gridwatch.public-url:http://localhost}") URI publicUrl) {
    this.db = db;
    this.publicUrl = publicUrl.toString().replaceFirst("/+$", "");
  }

  /**
   * The token stands behind the {@code #}, which browsers keep to themselves: it reaches no log, no
   * proxy and no referrer.
   *
   * @param personId who may act by it; 0: several read it, and whoever wants to act signs in
   * @param until from then on it opens nothing
   */
  public URI of(long alertId, int personId, Instant until) {
    return URI.create(publicUrl + PAGE + "#" + seal().seal(alertId, personId, until));
  }

  LinkSeal.Opened open(String token, Instant now) {
    return seal().open(token, now);
  }

  private LinkSeal seal() {
    var known = seal;
    if (known == null) {
      known = new LinkSeal(secret());
      seal = known;
    }
    return known;
  }

  /** Of two processes that start at once one is first, and both read what it wrote. */
  private byte[] secret() {
    var fresh = new byte[LinkSeal.SECRET_BYTES];
    RANDOM.nextBytes(fresh);
    db.sql("insert into link_secret (secret) values (?) on conflict do nothing")
        .param(fresh)
        .update();
    return db.sql("select secret from link_secret").query(byte[].class).single();
  }
}
