package org.gridwatch.map.planner.coverage;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What an edit makes different: the grids concerned, as they were and as they are. A grid that is
 * only in {@code after} is new, one that is only in {@code before} is gone.
 */
public record Change(Map<String, PlanGrid> before, Map<String, PlanGrid> after) {
  public static final Change NONE = new Change(Map.of(), Map.of());

  /** Takes it back, exactly. */
  public Change inverse() {
    return new Change(after, before);
  }

  public boolean nothing() {
    return before.isEmpty() && after.isEmpty();
  }

  /** Of all grids that appear, change or go. */
  public Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>(before.keySet());
    keys.addAll(after.keySet());
    return keys;
  }

  /** This one, then that one, as one. */
  public Change then(Change next) {
    Map<String, PlanGrid> was = new LinkedHashMap<>(before);
    next.before()
        .forEach(
            (key, grid) -> {
              if (!after.containsKey(key)) {
                was.putIfAbsent(key, grid);
              }
            });
    Map<String, PlanGrid> is = new LinkedHashMap<>(after);
    next.before().keySet().forEach(is::remove);
    is.putAll(next.after());
    return new Change(was, is);
  }
}
