package org.gridwatch.map.grid;

/**
 * A grid of the lowest level, by which a place is found, with the boundary version that says so.
 */
public record Leaf(int gridId, String code, String name, int versionId) {}
