package org.gridwatch.map.device;

import java.util.Collection;

/** Finds out anew in which building and leaf grid devices lie; whoever knows geometry fills it. */
@FunctionalInterface
public interface Placing {
  void place(Collection<Integer> deviceIds);
}
