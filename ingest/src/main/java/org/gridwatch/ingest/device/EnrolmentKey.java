package org.gridwatch.ingest.device;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The key with which an unknown device may introduce itself. The current one and the one before it
 * are valid, so that nobody stands outside because the key turned while he wrote it down.
 *
 * <p>Every process of an installation reads the same row; whichever comes first after a day turns
 * it.
 */
public final class EnrolmentKey {
  /** How long a key is the current one when it turns by itself. */
  public static final Duration TURN = Duration.ofDays(1);

  private static final String SETTING = "enrolment-key";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JdbcClient db;
  private final InstantSource clock;

  public EnrolmentKey(DataSource dataSource, InstantSource clock) {
    this.db = JdbcClient.create(dataSource);
    this.clock = clock;
  }

  /**
   * The key as it stands.
   *
   * @param previous empty when there is none that is still valid
   * @param daily whether it turns by itself
   */
  public record Key(String current, String previous, Instant since, boolean daily) {
    boolean opens(String word) {
      boolean first = Token.matches(Token.sha256(current), word);
      boolean second = !previous.isEmpty() && Token.matches(Token.sha256(previous), word);
      return first || second;
    }

    private String json() {
      return JSON.createObjectNode()
          .put("current", current)
          .put("previous", previous)
          .put("since", since.toEpochMilli())
          .put("daily", daily)
          .toString();
    }

    static Key read(String json) {
      JsonNode node = JSON.readTree(json);
      return new Key(
          node.path("current").asString(""),
          node.path("previous").asString(""),
          Instant.ofEpochMilli(node.path("since").asLong()),
          node.path("daily").asBoolean(true));
    }
  }

  /** The key in force, made at the first call and turned when its day is over. */
  public Key current() {
    Optional<Key> stored = stored();
    if (stored.isEmpty()) {
      var first = new Key(Token.fresh(), "", clock.instant(), true);
      db.sql("insert into setting (name, value) values (?, ?::jsonb) on conflict do nothing")
          .params(SETTING, first.json())
          .update();
      return stored().orElseThrow();
    }
    return due(stored.get()) ? change(key -> due(key) ? turned(key) : key) : stored.get();
  }

  /** A new key now; the one until now stays valid until the next turn. */
  public Key rotate() {
    current();
    return change(this::turned);
  }

  /** A new key now, and nothing older is valid: for when the key has leaked. */
  public Key revoke() {
    current();
    return change(key -> new Key(Token.fresh(), "", clock.instant(), key.daily()));
  }

  /** Whether it turns by itself each day, or only by hand. */
  public Key turnDaily(boolean daily) {
    current();
    return change(key -> new Key(key.current(), key.previous(), key.since(), daily));
  }

  private boolean due(Key key) {
    return key.daily() && !clock.instant().isBefore(key.since().plus(TURN));
  }

  private Key turned(Key key) {
    return new Key(Token.fresh(), key.current(), clock.instant(), key.daily());
  }

  private Optional<Key> stored() {
    return db.sql("select value::text from setting where name = ?")
        .param(SETTING)
        .query(String.class)
        .optional()
        .map(Key::read);
  }

  /** Compare and set: of two processes that turn the key at once, one sees the other's. */
  private Key change(UnaryOperator<Key> how) {
    while (true) {
      String was = storedText();
      Key next = how.apply(Key.read(was));
      int changed =
          db.sql("update setting set value = ?::jsonb where name = ? and value = ?::jsonb")
              .params(next.json(), SETTING, was)
              .update();
      if (changed == 1) {
        return next;
      }
    }
  }

  private String storedText() {
    @Nullable String text =
        db.sql("select value::text from setting where name = ?")
            .param(SETTING)
            .query(String.class)
            .single();
    return Objects.requireNonNull(text);
  }
}
