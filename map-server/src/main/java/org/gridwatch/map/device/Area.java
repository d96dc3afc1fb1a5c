package org.gridwatch.map.device;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.account.Rights;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which devices an asker may see. One outside the own area looks like one that does not exist. */
@Component
class Area {
  private final JdbcClient db;

  Area(JdbcClient db) {
    this.db = db;
  }

  /**
   * The id of a device that the asker may see, retired or not.
   *
   * @throws NotFound when there is none or it is none of theirs
   */
  int deviceId(Rights rights, String name) {
    return db.sql(
            """
            select d.id from device d
            left join device_place p on p.device_id = d.id and p.valid_to is null
            where d.name = :name and (:all or p.leaf_grid_id = any(:leaves))
            """)
        .param("name", name)
        .param("all", rights.allLeaves())
        .param("leaves", rights.leafArray())
        .query(Integer.class)
        .optional()
        .orElseThrow(() -> new NotFound("device", name));
  }

  /** The ids of all devices that the asker may see. */
  Set<Integer> ids(Rights rights) {
    return new HashSet<>(
        db.sql(
                """
                select d.id from device d
                left join device_place p on p.device_id = d.id and p.valid_to is null
                where :all or p.leaf_grid_id = any(:leaves)
                """)
            .param("all", rights.allLeaves())
            .param("leaves", rights.leafArray())
            .query(Integer.class)
            .list());
  }

  /** Differs between askers who see different leaves. */
  static String mark(Rights rights) {
    var leaves = rights.leafArray();
    Arrays.sort(leaves);
    return leaves.length
        + "."
        + Integer.toHexString(Arrays.hashCode(leaves))
        + "."
        + rights.accountId();
  }
}
