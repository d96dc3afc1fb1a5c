package org.gridwatch.map.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** API tokens: 256 random bits, of which only the SHA-256 is kept. */
@Component
class Tokens {
  private static final String PREFIX = "gwt_";
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A token that is neither revoked nor, when it was read, expired. */
  record Valid(int id, int accountId, List<Scope> scopes, @Nullable Instant expiresAt) {}

  /** As its owner sees it. */
  record Listed(
      int id,
      String name,
      List<Scope> scopes,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Instant lastUsed,
      @Nullable Instant revokedAt) {}

  /** A new token; the secret is shown this once. */
  record Made(int id, String name, String secret) {}

  private final JdbcClient db;

  Tokens(JdbcClient db) {
    this.db = db;
  }

  Made make(int accountId, String name, List<Scope> scopes, @Nullable Instant expiresAt) {
    var bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    var secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    int id =
        db.sql(
                """
                insert into api_token (account_id, name, sha256, scopes, expires_at)
                values (?, ?, ?, ?, ?) returning id
                """)
            .param(accountId)
            .param(name)
            .param(sha256(secret))
            .param(scopes.stream().map(Scope::word).toArray(String[]::new))
            .param(expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC))
            .query(Integer.class)
            .single();
    return new Made(id, name, secret);
  }

  /** Finds the token and, at most once a minute, notes that it is used. */
  Optional<Valid> bySecret(String secret, Instant now) {
    var found =
        db.sql(
                """
                select id, account_id, scopes, expires_at, last_used from api_token
                where sha256 = ? and revoked_at is null
                """)
            .param(sha256(secret))
            .query(Tokens::valid)
            .optional();
    found.ifPresent(token -> noteUse(token.id, now));
    return found;
  }

  Optional<Valid> byId(int id) {
    return db.sql(
            """
            select id, account_id, scopes, expires_at from api_token
            where id = ? and revoked_at is null
            """)
        .param(id)
        .query(Tokens::valid)
        .optional();
  }

  List<Listed> of(int accountId) {
    return db.sql("select * from api_token where account_id = ? order by id")
        .param(accountId)
        .query(Tokens::listed)
        .list();
  }

  /** Whether there was such a token of that account, still valid. */
  boolean revoke(int accountId, int id) {
    return db.sql(
                """
                update api_token set revoked_at = now()
                where account_id = ? and id = ? and revoked_at is null
                """)
            .params(accountId, id)
            .update()
        > 0;
  }

  void revokeNamed(int accountId, String name) {
    db.sql(
            """
            update api_token set revoked_at = now()
            where account_id = ? and name = ? and revoked_at is null
            """)
        .params(accountId, name)
        .update();
  }

  private void noteUse(int id, Instant now) {
    var at = now.atOffset(ZoneOffset.UTC);
    db.sql(
            """
            update api_token set last_used = ?
            where id = ? and (last_used is null or last_used < ?)
            """)
        .params(at, id, at.minusMinutes(1))
        .update();
  }

  static byte[] sha256(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private static Valid valid(ResultSet row, int n) throws SQLException {
    return new Valid(
        row.getInt("id"), row.getInt("account_id"), scopes(row), instant(row, "expires_at"));
  }

  private static Listed listed(ResultSet row, int n) throws SQLException {
    return new Listed(
        row.getInt("id"),
        row.getString("name"),
        scopes(row),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        instant(row, "expires_at"),
        instant(row, "last_used"),
        instant(row, "revoked_at"));
  }

  private static List<Scope> scopes(ResultSet row) throws SQLException {
    return Arrays.stream((String[]) row.getArray("scopes").getArray()).map(Scope::of).toList();
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
