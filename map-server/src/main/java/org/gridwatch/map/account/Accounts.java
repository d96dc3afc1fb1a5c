package org.gridwatch.map.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads accounts with what they may see. */
@Component
class Accounts {
  private static final String SELECT =
      """
      select a.id, a.name, a.role, a.disabled, a.password_hash, a.rights_version,
             array(select grid_id from account_grid where account_id = a.id) as grids,
             array(
               with recursive under (id) as (
                 select grid_id from account_grid where account_id = a.id
                 union
                 select g.id from grid g join under u on g.parent_id = u.id
                 where g.ended_at is null)
               select u.id from under u
               where not exists (
                 select 1 from grid c where c.parent_id = u.id and c.ended_at is null)) as leaves
      from account a
      """;

  private final JdbcClient db;

  Accounts(JdbcClient db) {
    this.db = db;
  }

  Optional<Account> byName(String name) {
    return db.sql(SELECT + "where a.name = ?").param(name).query(Accounts::account).optional();
  }

  Optional<Account> byId(int id) {
    return db.sql(SELECT + "where a.id = ?").param(id).query(Accounts::account).optional();
  }

  private static Account account(ResultSet row, int n) throws SQLException {
    return new Account(
        row.getInt("id"),
        row.getString("name"),
        Role.of(row.getString("role")),
        row.getBoolean("disabled"),
        row.getString("password_hash"),
        row.getInt("rights_version"),
        Set.of((Integer[]) row.getArray("grids").getArray()),
        Set.of((Integer[]) row.getArray("leaves").getArray()));
  }
}
