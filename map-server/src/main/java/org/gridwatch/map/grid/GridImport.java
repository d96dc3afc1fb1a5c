package org.gridwatch.map.grid;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.locationtech.jts.algorithm.distance.DiscreteHausdorffDistance;
import org.locationtech.jts.geom.Geometry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes grids from a file: new ones are added, known ones get what the file says differently, a
 * boundary that moved becomes a new version. Grids that the file does not mention stay, unless it
 * replaces them. The outcome is checked as a whole, and all of it happens or nothing.
 */
@Component
class GridImport {
  /** Closer than about half a centimetre is the same boundary. */
  private static final double SAME_DEGREES = 5e-8;

  /**
   * How to take a file.
   *
   * @param dryRun only say what would happen
   * @param replace grids that the file does not mention end
   * @param allowGaps enclosed places may stay without a grid
   */
  record Options(Crs crs, boolean dryRun, boolean replace, boolean allowGaps, String community) {}

  /**
   * What happened, or would.
   *
   * @param accepted features that can be taken as they are
   * @param applied whether it was done
   */
  record Report(
      int accepted,
      List<GridFile.Rejected> rejected,
      List<Finding> topology,
      int added,
      int redrawn,
      int renamed,
      int ended,
      boolean sound,
      boolean applied) {}

  private final DataSource database;
  private final Grids grids;
  private final GridWriter writer;

  GridImport(DataSource database, Grids grids, GridWriter writer) {
    this.database = database;
    this.grids = grids;
    this.writer = writer;
  }

  Report run(byte[] body, Options options, Instant now) {
    grids.refresh();
    Coverage before = grids.coverage();
    Map<String, Integer> levels = new HashMap<>();
    before.all().forEach(grid -> levels.put(grid.code(), grid.level()));
    GridFile file = GridFile.read(body, options.crs(), levels, options.community());
    List<GridFile.Rejected> rejected = new ArrayList<>(file.rejected());
    rejected.addAll(codesThatEnded(file.drafts()));
    var after = new Outcome(before, file.drafts(), options.replace());
    if (rejected.isEmpty()) {
      rejected.addAll(after.rejected()); // else they would only repeat what follows from those
    }
    List<Finding> topology = Topology.check(after.leaves(), after.parentsOfTheFile());
    boolean sound =
        rejected.isEmpty()
            && topology.stream()
                .noneMatch(f -> f.hard() && !(options.allowGaps() && f.kind() == Finding.Kind.GAP));
    GridChange change = sound ? after.change() : nothing();
    boolean apply = sound && !options.dryRun() && !change.nothing();
    if (apply) {
      writer.apply(change, before.revision(), now, "import");
      grids.refresh();
    }
    return new Report(
        file.drafts().size(),
        rejected,
        topology,
        change.added().size(),
        change.redrawn().size(),
        change.renamed().size(),
        change.ended().size(),
        sound,
        apply);
  }

  private static GridChange nothing() {
    return new GridChange(List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());
  }

  /** A code that has ended never comes back: what happened under it must stay findable. */
  private List<GridFile.Rejected> codesThatEnded(List<GridDraft> drafts) {
    return JdbcClient.create(database)
        .sql("select code from grid where ended_at is not null and code = any(?)")
        .param(drafts.stream().map(GridDraft::code).toArray(String[]::new))
        .query(String.class)
        .list()
        .stream()
        .map(
            code -> new GridFile.Rejected(0, "code " + code + " has ended and is never used again"))
        .toList();
  }

  /** How the grids would stand after the import. */
  private static final class Outcome {
    private final Coverage before;
    private final Map<String, GridDraft> drafts = new LinkedHashMap<>();
    private final Map<String, String> parents = new LinkedHashMap<>();
    private final Set<String> hasChildren;
    private final List<Grid> ended = new ArrayList<>();
    private final List<GridFile.Rejected> rejected = new ArrayList<>();

    Outcome(Coverage before, List<GridDraft> file, boolean replace) {
      this.before = before;
      file.forEach(draft -> drafts.put(draft.code(), draft));
      for (Grid grid : before.all()) {
        if (replace && !drafts.containsKey(grid.code())) {
          ended.add(grid);
        } else {
          parents.put(grid.code(), before.byId(grid.parentId()).map(Grid::code).orElse(""));
        }
      }
      file.forEach(this::place);
      hasChildren = new HashSet<>(parents.values());
      file.forEach(this::checkBoundary);
    }

    private void place(GridDraft draft) {
      String was = parents.put(draft.code(), draft.parentCode());
      if (was != null && !was.equals(draft.parentCode())) {
        reject(
            draft.code() + " belongs to " + was + " and cannot move below " + draft.parentCode());
      }
      int above = levelOf(draft.parentCode());
      if (above != draft.level() - 1) {
        reject(draft.code() + " of level " + draft.level() + " cannot lie below level " + above);
      }
    }

    private void checkBoundary(GridDraft draft) {
      boolean known = before.byCode(draft.code()).filter(Grid::leaf).isPresent();
      if (!hasChildren.contains(draft.code()) && draft.boundary().isEmpty() && !known) {
        reject(draft.code() + " has no children and no geometry");
      }
    }

    private void reject(String message) {
      rejected.add(new GridFile.Rejected(0, message));
    }

    private int levelOf(String code) {
      if (code.isEmpty()) {
        return 0;
      }
      GridDraft draft = drafts.get(code);
      return draft != null ? draft.level() : before.byCode(code).map(Grid::level).orElse(0);
    }

    List<GridFile.Rejected> rejected() {
      return rejected;
    }

    Map<String, Geometry> leaves() {
      Map<String, Geometry> leaves = new LinkedHashMap<>();
      for (String code : parents.keySet()) {
        Geometry boundary =
            hasChildren.contains(code) ? Wgs84.FACTORY.createPolygon() : drawn(code);
        if (!boundary.isEmpty()) {
          leaves.put(code, boundary);
        }
      }
      return leaves;
    }

    private Geometry drawn(String code) {
      GridDraft draft = drafts.get(code);
      if (draft != null && !draft.boundary().isEmpty()) {
        return draft.boundary().isValid() ? Wgs84.snap(draft.boundary()) : draft.boundary();
      }
      return before
          .byCode(code)
          .filter(Grid::leaf)
          .map(Grid::boundary)
          .orElse(Wgs84.FACTORY.createPolygon());
    }

    Collection<Topology.Within> parentsOfTheFile() {
      List<Topology.Within> within = new ArrayList<>();
      for (GridDraft draft : drafts.values()) {
        if (hasChildren.contains(draft.code()) && !draft.boundary().isEmpty()) {
          within.add(
              new Topology.Within(draft.code(), draft.boundary(), leavesBelow(draft.code())));
        }
      }
      return within;
    }

    private Set<String> leavesBelow(String code) {
      Set<String> below = new HashSet<>();
      parents.forEach(
          (child, parent) -> {
            if (parent.equals(code)) {
              below.add(child);
              below.addAll(leavesBelow(child));
            }
          });
      return below;
    }

    GridChange change() {
      List<GridDraft> added = new ArrayList<>();
      List<Grid> withoutBoundary = new ArrayList<>();
      List<GridChange.Redrawn> redrawn = new ArrayList<>();
      List<GridChange.Renamed> renamed = new ArrayList<>();
      Map<Integer, Contact> led = new LinkedHashMap<>();
      for (GridDraft draft : drafts.values()) {
        before
            .byCode(draft.code())
            .ifPresentOrElse(
                was -> compare(was, draft, redrawn, renamed, led), () -> added.add(draft));
      }
      for (Grid grid : before.leaves()) {
        if (hasChildren.contains(grid.code()) && parents.containsKey(grid.code())) {
          withoutBoundary.add(grid);
        }
      }
      return new GridChange(added, ended, withoutBoundary, redrawn, renamed, led);
    }

    private void compare(
        Grid was,
        GridDraft draft,
        List<GridChange.Redrawn> redrawn,
        List<GridChange.Renamed> renamed,
        Map<Integer, Contact> led) {
      if (!hasChildren.contains(draft.code()) && !draft.boundary().isEmpty()) {
        Geometry boundary = Wgs84.snap(draft.boundary());
        if (!was.leaf() || moved(was.boundary(), boundary)) {
          redrawn.add(new GridChange.Redrawn(was.id(), was.code(), boundary));
        }
      }
      if (!was.name().equals(draft.name())) {
        renamed.add(new GridChange.Renamed(was.id(), draft.name()));
      }
      if (draft.leader().present() && !was.leader().equals(draft.leader())) {
        led.put(was.id(), draft.leader());
      }
    }

    private static boolean moved(Geometry was, Geometry is) {
      return DiscreteHausdorffDistance.distance(was, is) > SAME_DEGREES;
    }
  }
}
