package org.gridwatch.map.notify.duty;

import java.util.List;
import java.util.Set;
import org.gridwatch.map.account.Forbidden;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.account.Rights;
import org.gridwatch.map.grid.Grid;
import org.gridwatch.map.grid.Grids;
import org.springframework.stereotype.Component;

/** Of which grids an asker may see and change the duty: of those they see as a whole. */
@Component
public class Responsibility {
  private final Grids grids;

  Responsibility(Grids grids) {
    this.grids = grids;
  }

  /**
   * @throws NotFound when there is no such grid, or it is none of theirs
   */
  public Grid visible(Rights rights, String code) {
    return grids
        .byCode(code)
        .filter(grid -> within(rights, grid))
        .orElseThrow(() -> new NotFound("grid", code));
  }

  List<Grid> visible(Rights rights) {
    return grids.all().stream().filter(grid -> within(rights, grid)).toList();
  }

  private boolean within(Rights rights, Grid grid) {
    return rights.allLeaves() || rights.leaves().containsAll(grids.leavesUnder(Set.of(grid.id())));
  }

  /** People answer in several grids: their numbers are for those who see the whole community. */
  public static void requireWholeCommunity(Rights rights) {
    if (!rights.allLeaves()) {
      throw new Forbidden("people belong to the whole community, and your account is limited");
    }
  }
}
