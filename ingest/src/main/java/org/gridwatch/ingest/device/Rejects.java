package org.gridwatch.ingest.device;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What could not be taken: every one counted by day and reason, the newest kept to look at. */
public final class Rejects {
  /** The newest that are kept. */
  public static final int KEPT = 20_000;

  /** As much of a message as is kept. */
  public static final int FIRST_BYTES = 256;

  private static final int TOPIC_LENGTH = 256;
  private static final int DETAIL_LENGTH = 400;

  private final JdbcClient db;
  private final ZoneId zone;

  /**
   * @param zone whose days are counted
   */
  public Rejects(DataSource dataSource, ZoneId zone) {
    this.db = JdbcClient.create(dataSource);
    this.zone = zone;
  }

  /**
   * One message, or a part of it, that was not taken.
   *
   * @param reason as {@code Rejection.Reason.label()}, or {@code newcomers-full}
   * @param firstBytes of the message
   */
  @SuppressWarnings("ArrayRecordComponent") // shown, never compared
  public record Reject(
      long id, Instant at, String reason, String detail, String topic, byte[] firstBytes) {

    /** One that is not stored yet; texts and bytes are cut to what is kept. */
    public static Reject of(
        Instant at, String reason, String detail, String topic, byte[] payload) {
      return new Reject(
          0,
          at,
          reason,
          storable(detail, DETAIL_LENGTH),
          storable(topic, TOPIC_LENGTH),
          payload.length <= FIRST_BYTES ? payload : Arrays.copyOf(payload, FIRST_BYTES));
    }

    /** What PostgreSQL takes as text: no NUL, no half of a surrogate pair. */
    private static String storable(String text, int limit) {
      String cut = text.length() <= limit ? text : text.substring(0, limit);
      return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
          .replace('\0', '\uFFFD');
    }
  }

  public record Count(LocalDate day, String reason, long count) {}

  /**
   * Newest first.
   *
   * @param reason empty: any
   * @param beforeId 0: from the newest on
   */
  public List<Reject> newest(String reason, long beforeId, int limit) {
    return db.sql(
            """
            select * from reject
             where (:reason = '' or reason = :reason) and (:before = 0 or id < :before)
             order by id desc limit :limit
            """)
        .param("reason", reason)
        .param("before", beforeId)
        .param("limit", Math.clamp(limit, 1, 1_000))
        .query(Rejects::read)
        .list();
  }

  /** Of the last {@code days} days, today included. */
  public List<Count> counts(int days) {
    return db.sql("select * from reject_count where day > ? order by day desc, reason")
        .param(LocalDate.now(zone).minusDays(days))
        .query(
            (row, number) ->
                new Count(
                    row.getObject("day", LocalDate.class),
                    row.getString("reason"),
                    row.getLong("count")))
        .list();
  }

  public long today() {
    return counts(1).stream().mapToLong(Count::count).sum();
  }

  /** Deletes all but the newest {@link #KEPT}. */
  public int prune() {
    return db.sql("delete from reject where id <= (select max(id) from reject) - ?")
        .param(KEPT)
        .update();
  }

  /**
   * Within the caller's transaction.
   *
   * @param samples those to keep; a message with very many faults need not have all of them here
   * @param counts all of them, by reason
   */
  public void note(Connection connection, List<Reject> samples, SortedMap<String, Long> counts)
      throws SQLException {
    if (counts.isEmpty()) {
      return;
    }
    insert(connection, samples);
    var day = LocalDate.now(zone);
    try (var upsert =
        connection.prepareStatement(
            """
            insert into reject_count as c (day, reason, count) values (?, ?, ?)
            on conflict (day, reason) do update set count = c.count + excluded.count
            """)) {
      for (Map.Entry<String, Long> count : counts.entrySet()) {
        upsert.setObject(1, day);
        upsert.setString(2, count.getKey());
        upsert.setLong(3, count.getValue());
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  private static void insert(Connection connection, List<Reject> samples) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into reject (at, reason, detail, topic, first_bytes) values (?, ?, ?, ?, ?)")) {
      for (Reject reject : samples) {
        insert.setObject(1, reject.at().atOffset(ZoneOffset.UTC));
        insert.setString(2, reject.reason());
        insert.setString(3, reject.detail());
        insert.setString(4, reject.topic());
        insert.setBytes(5, reject.firstBytes());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static Reject read(ResultSet row, int number) throws SQLException {
    return new Reject(
        row.getLong("id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("reason"),
        row.getString("detail"),
        row.getString("topic"),
        row.getBytes("first_bytes"));
  }
}
