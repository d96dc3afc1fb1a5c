package org.gridwatch.map.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * The generated password of the embedded database, readable by its owner alone.
 *
 * @param folder where the installation keeps its secrets
 */
record PostgresPassword(Path folder) {

  Path file() {
    return folder.resolve("database");
  }

  String read() throws IOException {
    if (!Files.exists(file())) {
      throw new IOException(
          "the database's password is missing: put %s back from a backup".formatted(file()));
    }
    return Files.readString(file()).strip();
  }

  /** A new one, or the one of a start that was cut off before the database was made. */
  String create() throws IOException {
    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(permissions("rwx------")));
    if (!Files.exists(file())) {
      var random = new byte[16];
      new SecureRandom().nextBytes(random);
      Files.createFile(file(), PosixFilePermissions.asFileAttribute(permissions("rw-------")));
      Files.writeString(file(), HexFormat.of().formatHex(random));
    }
    return read();
  }

  private static Set<PosixFilePermission> permissions(String text) {
    return PosixFilePermissions.fromString(text);
  }
}
