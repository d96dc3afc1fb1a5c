package org.gridwatch.map.notify.duty;

import java.util.List;

/** Whether there is a channel by which people can be reached at all. */
public interface Reach {
  /** How it stands with the channel that would be used. */
  enum State {
    UP,
    /** It does not answer now. */
    DOWN,
    /** There is none. */
    NONE
  }

  /**
   * @param gridCodes of the grid and of all above it, the own first
   */
  State by(Means means, List<String> gridCodes);

  /** Gives it as it is now. */
  interface Source {
    Reach now();
  }
}
