package org.gridwatch.map.grid;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;

/**
 * Real data that lies beside the project and is no part of it, in a folder {@code shared} of some
 * folder above, or where {@code -Dgridwatch.shared=DIR} says; tests without it are skipped.
 */
public final class SharedData {
  private SharedData() {}

  /** Skips the running test, visibly, where the file is not there. */
  public static Path path(String file) {
    String named = System.getProperty("gridwatch.shared");
    if (named != null) {
      Path there = Path.of(named, "data", file).toAbsolutePath();
      assumeThat(there).as("shared data").exists();
      return there;
    }
    Path found = Path.of("shared/data", file).toAbsolutePath();
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      if (up.resolve("shared/data").resolve(file).toFile().exists()) {
        found = up.resolve("shared/data").resolve(file);
        break;
      }
    }
    assumeThat(found).as("shared data").exists();
    return found;
  }
}
