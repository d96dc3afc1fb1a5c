package org.gridwatch.map.grid;

import org.locationtech.jts.geom.Geometry;

/** A building as it stands. */
public record Building(
    int id,
    String address,
    String name,
    int households,
    int residents,
    double lon,
    double lat,
    Geometry outline) {}
