package org.gridwatch.map.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder {@code secrets} below the data folder: for our own tools, readable by our user alone.
 */
final class Secrets {
  private final Path folder;

  Secrets(Path dataDir) throws IOException {
    folder = dataDir.resolve("secrets");
    Files.createDirectories(folder);
    restrict(folder, "rwx------");
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  void write(String name, String text) throws IOException {
    Path file = file(name);
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    restrict(file, "rw-------");
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  private static void restrict(Path path, String permissions) throws IOException {
    if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }
}
