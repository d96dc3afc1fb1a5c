package org.gridwatch.ingest.store;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The database did not do what it was asked: either it cannot just now, or it never will. */
public abstract sealed class StoreTrouble extends RuntimeException {
  /** Classes of SQLSTATE that pass by themselves: connection, resources, operator, system. */
  private static final Set<String> PASSING_CLASSES = Set.of("08", "53", "57", "58");

  /**
   * Serialization, deadlock, lock not had in time, read-only (a replica before its promotion),
   * timeouts, and a partition just dropped.
   */
  private static final Set<String> PASSING_STATES =
      Set.of("40001", "40P01", "55P03", "25006", "25P03", "25P04");

  private StoreTrouble(String message, Throwable cause) {
    super(message, cause);
  }

  /** Wait and do the same again: nothing was stored. */
  public static final class Passing extends StoreTrouble {
    private Passing(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The database refuses these rows: the same again would be refused again. */
  public static final class Refused extends StoreTrouble {
    private Refused(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Sorts an exception of the driver into one of the two. */
  public static StoreTrouble of(SQLException e) {
    var state = stateOf(e);
    return state == null || isPassing(state)
        ? passing(e)
        : new Refused("the database refuses (" + state + "): " + e.getMessage(), e);
  }

  static Passing passing(SQLException e) {
    return new Passing("the database cannot just now: " + e.getMessage(), e);
  }

  private static boolean isPassing(String state) {
    return PASSING_CLASSES.contains(state.substring(0, Math.min(2, state.length())))
        || PASSING_STATES.contains(state);
  }

  /** A pool that got no connection in time hides the driver's reason one level down. */
  private static @Nullable String stateOf(SQLException e) {
    return e.getSQLState() == null && e.getCause() instanceof SQLException inner
        ? inner.getSQLState()
        : e.getSQLState();
  }
}
