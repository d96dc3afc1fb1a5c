package org.gridwatch.ingest.rule;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import org.gridwatch.ingest.device.Device;
import org.gridwatch.ingest.device.Kind;

/**
 * Whom a rule watches: devices to which everything applies that is said. An empty set says nothing.
 *
 * @param grids codes of grids of any level
 * @param devices by name
 */
public record Watch(
    Set<Kind> kinds, Set<String> models, Set<String> tags, Set<String> grids, Set<String> devices) {
  public static final Watch EVERYTHING =
      new Watch(Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

  public Watch {
    kinds = Set.copyOf(kinds);
    models = Set.copyOf(models);
    tags = Set.copyOf(tags);
    grids = Set.copyOf(grids);
    devices = Set.copyOf(devices);
  }

  public static Watch kind(Kind... kinds) {
    return new Watch(Set.of(kinds), Set.of(), Set.of(), Set.of(), Set.of());
  }

  /**
   * @param gridCodes of the leaf the device stands in and of all above it
   */
  public boolean includes(Device device, Collection<String> gridCodes) {
    var details = device.details();
    return (kinds.isEmpty() || kinds.contains(details.kind()))
        && (models.isEmpty() || models.contains(details.model()))
        && (tags.isEmpty() || !Collections.disjoint(tags, details.tags()))
        && (grids.isEmpty() || !Collections.disjoint(grids, gridCodes))
        && (devices.isEmpty() || devices.contains(device.name()));
  }
}
