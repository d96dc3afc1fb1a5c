package org.gridwatch.map.planner.coverage;

import org.locationtech.jts.geom.Geometry;

/**
 * Something that must lie in one grid.
 *
 * @param name as people call it: an address, a device
 * @param shape its outline or point, WGS 84
 */
public record Place(String name, Geometry shape) {}
