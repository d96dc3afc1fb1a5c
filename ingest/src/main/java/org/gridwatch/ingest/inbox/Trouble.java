package org.gridwatch.ingest.inbox;

import java.sql.SQLException;
import java.util.Set;
import org.gridwatch.ingest.store.StoreTrouble;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Three kinds of trouble, told apart: what passes, what is wrong with the data, and bugs. */
enum Trouble {
  PASSING,
  DATA,
  BUG;

  /** Cardinality, data exceptions, integrity constraints, program limits. */
  private static final Set<String> DATA_CLASSES = Set.of("21", "22", "23", "54");

  static Trouble of(RuntimeException e) {
    @Nullable SQLException cause = sqlCause(e);
    if (e instanceof StoreTrouble.Passing) {
      return PASSING;
    }
    if (cause == null) {
      return BUG;
    }
    if (StoreTrouble.of(cause) instanceof StoreTrouble.Passing) {
      return PASSING;
    }
    String state = String.valueOf(cause.getSQLState());
    return DATA_CLASSES.contains(state.substring(0, Math.min(2, state.length()))) ? DATA : BUG;
  }

  /** What the database itself said, without what was wrapped around it. */
  static String sentence(Throwable e) {
    Throwable root = e;
    for (Throwable next = e.getCause(); next != null; next = next.getCause()) {
      root = next;
    }
    return String.valueOf(root.getMessage());
  }

  private static @Nullable SQLException sqlCause(RuntimeException e) {
    boolean ofTheDatabase =
        e instanceof StoreTrouble
            || e instanceof DataAccessException
            || e instanceof TransactionException;
    @Nullable Throwable cause = ofTheDatabase ? e.getCause() : null;
    while (cause != null && !(cause instanceof SQLException)) {
      cause = cause.getCause();
    }
    return (SQLException) cause;
  }
}
