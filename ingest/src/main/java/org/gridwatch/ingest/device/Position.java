package org.gridwatch.ingest.device;

/** A point in WGS 84, degrees, longitude first. */
public record Position(double lon, double lat) {
  public Position {
    if (!(lon >= -180 && lon <= 180)) {
      throw RegistryRefusal.invalid("lon must be -180..180, was " + lon);
    }
    if (!(lat >= -90 && lat <= 90)) {
      throw RegistryRefusal.invalid("lat must be -90..90, was " + lat);
    }
  }
}
