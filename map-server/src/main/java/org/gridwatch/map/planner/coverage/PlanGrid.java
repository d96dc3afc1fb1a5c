package org.gridwatch.map.planner.coverage;

import org.locationtech.jts.geom.Geometry;

/**
 * A grid as a plan has it.
 *
 * @param key the code of a grid that exists, or "+1", "+2" .. for one that the plan adds
 * @param level 1 community grid, 2 grid, 3 micro-grid
 * @param parent key of the grid above; empty at level 1
 * @param locked its boundary does not move
 * @param boundary of a leaf, WGS 84 on the stored grid; empty for a grid with children, whose
 *     boundary is the union of its leaves
 */
public record PlanGrid(
    String key, int level, String parent, String name, boolean locked, Geometry boundary) {

  public PlanGrid {
    if (level < 1 || level > 3) {
      throw new IllegalArgumentException("level of " + key + " must be 1..3, was " + level);
    }
    if ((level == 1) != parent.isEmpty()) {
      throw new IllegalArgumentException(
          "grid " + key + " of level " + level + " cannot have the parent '" + parent + "'");
    }
    if (name.isBlank() || name.length() > 100) {
      throw new IllegalArgumentException("name of " + key + " must be 1..100 characters");
    }
  }

  public boolean leaf() {
    return !boundary.isEmpty();
  }

  /** Whether the plan adds it. */
  public boolean added() {
    return key.startsWith("+");
  }

  public PlanGrid withBoundary(Geometry other) {
    return new PlanGrid(key, level, parent, name, locked, other);
  }

  public PlanGrid withParent(String other) {
    return new PlanGrid(key, level, other, name, locked, boundary);
  }

  public PlanGrid withName(String other) {
    return new PlanGrid(key, level, parent, other, locked, boundary);
  }

  public PlanGrid withLocked(boolean other) {
    return new PlanGrid(key, level, parent, name, other, boundary);
  }

  /** Exactly the same, to the last vertex; records compare geometry by topology only. */
  public boolean same(PlanGrid other) {
    return key.equals(other.key)
        && level == other.level
        && parent.equals(other.parent)
        && name.equals(other.name)
        && locked == other.locked
        && boundary.equalsExact(other.boundary);
  }
}
