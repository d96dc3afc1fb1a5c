package org.gridwatch.map.notify.duty;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.gridwatch.map.grid.Grid;
import org.gridwatch.map.grid.Grids;
import org.springframework.stereotype.Component;

/** Looks through the chains of grids for gaps. */
@Component
public class Chains {
  public record Broken(Grid grid, Gaps.Gap gap) {}

  private final Rosters rosters;
  private final Reach.Source channels;
  private final Grids grids;

  Chains(Rosters rosters, Reach.Source channels, Grids grids) {
    this.rosters = rosters;
    this.channels = channels;
    this.grids = grids;
  }

  /** In all grids of now. */
  public List<Broken> everywhere(Instant from, Duration ahead) {
    return in(grids.all(), from, ahead);
  }

  List<Broken> in(Collection<Grid> some, Instant from, Duration ahead) {
    var roster = rosters.load();
    var reach = channels.now();
    var broken = new ArrayList<Broken>();
    for (Grid grid : some) {
      var post = Objects.requireNonNull(roster.posts().get(grid.id()));
      var codes = grids.codesUpFrom(grid.id());
      Gaps.of(roster, post, means -> reach.by(means, codes), from, from.plus(ahead))
          .forEach(gap -> broken.add(new Broken(grid, gap)));
    }
    return broken;
  }
}
