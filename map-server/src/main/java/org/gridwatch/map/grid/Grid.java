package org.gridwatch.map.grid;

import java.util.List;
import org.locationtech.jts.geom.Geometry;

/**
 * A grid in force now.
 *
 * @param parentId 0: none
 * @param versionId the boundary version of a leaf; 0: a parent, whose boundary is its leaves' union
 */
public record Grid(
    int id,
    String code,
    int level,
    int parentId,
    String name,
    Contact leader,
    List<Contact> deputies,
    int versionId,
    Geometry boundary) {

  public boolean leaf() {
    return versionId != 0;
  }

  Leaf asLeaf() {
    return new Leaf(id, code, name, versionId);
  }
}
