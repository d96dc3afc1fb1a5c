package org.gridwatch.gateway.simulator.community;

import org.locationtech.jts.geom.Polygon;

/**
 * A building on the ground, before its households are counted.
 *
 * @param number within its compound or lane
 * @param perFloor dwellings on each floor; 0 for what nobody lives in
 */
record Site(
    Cell.Leaf leaf,
    String use,
    Polygon ground,
    String address,
    String name,
    int number,
    int floors,
    int perFloor) {
  int dwellings() {
    return floors * perFloor;
  }

  Site withFloors(int other) {
    return new Site(leaf, use, ground, address, name, number, other, perFloor);
  }

  Site called(String addressNow, String nameNow, int numberNow) {
    return new Site(leaf, use, ground, addressNow, nameNow, numberNow, floors, perFloor);
  }
}
