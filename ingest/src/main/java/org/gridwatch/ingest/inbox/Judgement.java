package org.gridwatch.ingest.inbox;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gridwatch.ingest.rule.Transition;

/**
 * What judging changed, on its way into the database; when it does not get there, it is taken back,
 * and the same readings are judged again. Under {@link KnownDevices}' lock.
 */
final class Judgement {
  private final List<Transition> transitions = new ArrayList<>(0);
  private final Set<Vigil> changed = new LinkedHashSet<>(0);
  private final List<Runnable> back = new ArrayList<>(0);

  void tell(Transition transition) {
    transitions.add(transition);
  }

  /**
   * @param undo makes it as it was
   */
  void changed(Vigil vigil, Runnable undo) {
    changed.add(vigil);
    back.add(undo);
  }

  void back(Runnable undo) {
    back.add(undo);
  }

  List<Transition> transitions() {
    return transitions;
  }

  Set<Vigil> vigils() {
    return changed;
  }

  boolean isEmpty() {
    return transitions.isEmpty() && changed.isEmpty();
  }

  void takeBack() {
    for (int i = back.size() - 1; i >= 0; i--) {
      back.get(i).run();
    }
    back.clear();
  }
}
