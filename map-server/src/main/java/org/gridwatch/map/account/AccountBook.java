package org.gridwatch.map.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the accounts. Every change raises the account's rights version. */
@Component
class AccountBook {
  /** An account whose password is this can be used through its tokens alone. */
  static final String NO_PASSWORD = "!";

  /** An account as the operator sees it. */
  record Entry(
      String name,
      String displayName,
      Role role,
      String language,
      boolean disabled,
      @Nullable Instant lockedUntil,
      Instant createdAt,
      List<String> grids) {}

  /** What an operator may set; null: leave as it is. */
  record Change(
      @Nullable String displayName,
      @Nullable Role role,
      @Nullable String language,
      @Nullable Boolean disabled,
      @Nullable List<String> grids) {}

  private static final String SELECT =
      """
      select a.*, array(select g.code from account_grid ag join grid g on g.id = ag.grid_id
                        where ag.account_id = a.id order by g.code) as grids
      from account a
      """;

  private final JdbcClient db;
  private final Passwords passwords;
  private final CurrentRights rights;

  AccountBook(JdbcClient db, Passwords passwords, CurrentRights rights) {
    this.db = db;
    this.passwords = passwords;
    this.rights = rights;
  }

  Optional<Entry> find(String name) {
    return db.sql(SELECT + "where a.name = ?").param(name).query(AccountBook::entry).optional();
  }

  List<Entry> all() {
    return db.sql(SELECT + "order by a.name").query(AccountBook::entry).list();
  }

  /** Stores a hash as it is: {@link Passwords#hash} or {@link #NO_PASSWORD}. */
  @Transactional
  int create(String name, String hash, Change wish) {
    if (!name.matches("[A-Za-z0-9._@-]{1,64}")) {
      throw new BadInput("name", name, "name must be 1..64 of A-Z a-z 0-9 . _ @ -, was " + name);
    }
    if (wish.role == null) {
      throw new BadInput("role", null, "role must be given");
    }
    try {
      int id =
          db.sql("insert into account (name, password_hash, role) values (?, ?, ?) returning id")
              .params(name, hash, wish.role.word())
              .query(Integer.class)
              .single();
      edit(id, wish);
      return id;
    } catch (DuplicateKeyException taken) {
      throw new Conflict("there is already an account " + name);
    }
  }

  @Transactional
  void change(String name, Change wish) {
    // Locks all operators in one order, so that two cannot take each other's rights at once.
    db.sql("select id from account where role = 'operator' order by id for update")
        .query(Integer.class)
        .list();
    edit(id(name), wish);
    if (operators() == 0) {
      throw new Conflict(name + " is the last operator who can sign in");
    }
    rights.changed();
  }

  void setPassword(int id, String field, @Nullable String password) {
    var hash = passwords.hash(field, password);
    db.sql(
            """
            update account set password_hash = ?, rights_version = rights_version + 1 where id = ?
            """)
        .params(hash, id)
        .update();
    rights.changed();
  }

  void speak(int id, @Nullable String language) {
    db.sql("update account set language = ? where id = ?")
        .params(checkedLanguage(language), id)
        .update();
  }

  int id(String name) {
    return db.sql("select id from account where name = ?")
        .param(name)
        .query(Integer.class)
        .optional()
        .orElseThrow(() -> new NotFound("account", name));
  }

  /** How many could sign in and put things right. */
  int operators() {
    return db.sql(
            """
            select count(*) from account
            where role = 'operator' and not disabled and password_hash <> ?
            """)
        .param(NO_PASSWORD)
        .query(Integer.class)
        .single();
  }

  private void edit(int id, Change wish) {
    db.sql(
            """
            update account set display_name = coalesce(?, display_name), role = coalesce(?, role),
              language = coalesce(?, language), disabled = coalesce(?, disabled),
              rights_version = rights_version + 1
            where id = ?
            """)
        .param(wish.displayName)
        .param(wish.role == null ? null : wish.role.word())
        .param(wish.language == null ? null : checkedLanguage(wish.language))
        .param(wish.disabled)
        .param(id)
        .update();
    if (wish.grids != null) {
      limit(id, wish.grids);
    }
  }

  private void limit(int id, List<String> codes) {
    db.sql("delete from account_grid where account_id = ?").param(id).update();
    for (var code : Set.copyOf(codes)) {
      int added =
          db.sql(
                  """
                  insert into account_grid (account_id, grid_id)
                  select ?, id from grid where code = ? and ended_at is null
                  """)
              .params(id, code)
              .update();
      if (added == 0) {
        throw new BadInput("grids", code, "there is no grid with the code " + code);
      }
    }
  }

  private static String checkedLanguage(@Nullable String language) {
    if (language == null || !Set.of("zh", "en").contains(language)) {
      throw new BadInput("language", language, "language must be zh or en, was " + language);
    }
    return language;
  }

  private static Entry entry(ResultSet row, int n) throws SQLException {
    var locked = row.getObject("locked_until", OffsetDateTime.class);
    return new Entry(
        row.getString("name"),
        row.getString("display_name"),
        Role.of(row.getString("role")),
        row.getString("language"),
        row.getBoolean("disabled"),
        locked == null ? null : locked.toInstant(),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        List.of((String[]) row.getArray("grids").getArray()));
  }
}
