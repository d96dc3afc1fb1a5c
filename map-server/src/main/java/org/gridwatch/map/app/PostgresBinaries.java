package org.gridwatch.map.app;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's own programs, unpacked from the jar once per version.
 *
 * <p>They live in the installation's data folder: a cleaner of the system's temporary folder must
 * not take them away from a running server.
 *
 * @param home the folder that holds {@code bin/}
 */
record PostgresBinaries(Path home) {

  /** Unpacks into a folder below {@code parent} unless it is there already. */
  static PostgresBinaries unpackBelow(Path parent) throws IOException {
    byte[] archive = archive();
    var home = parent.resolve("pg-" + shortDigest(archive));
    if (!Files.isDirectory(home)) {
      var unfinished = parent.resolve(home.getFileName() + ".unfinished");
      FileSystemUtils.deleteRecursively(unfinished);
      Files.createDirectories(unfinished);
      unpack(archive, unfinished);
      Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    }
    return new PostgresBinaries(home);
  }

  /**
   * The command line of one of the programs. PostgreSQL refuses to run as root; there it runs in a
   * user namespace of its own.
   */
  List<String> command(String program, String... arguments) {
    var command = new ArrayList<String>();
    if (LinuxUtils.isUnshareAvailable()) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static byte[] archive() throws IOException {
    var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    var name = system.startsWith("mac") ? "Darwin" : "Linux";
    var processor = System.getProperty("os.arch", "");
    var machine = processor.equals("amd64") ? "x86_64" : processor;
    try (InputStream in = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(name, machine)) {
      return in.readAllBytes();
    } catch (IllegalStateException missing) {
      throw new IOException(
          "no embedded PostgreSQL for %s on %s: give an external one with --database-url"
              .formatted(name, machine),
          missing);
    }
  }

  private static void unpack(byte[] archive, Path target) throws IOException {
    try (var tar =
        new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar, target);
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path target)
      throws IOException {
    var path = target.resolve(entry.getName()).normalize();
    if (!path.startsWith(target)) {
      throw new IOException("the archive of PostgreSQL names a path outside of it: " + path);
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    if (path.getParent() instanceof Path above) {
      Files.createDirectories(above);
    }
    var within = entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, path);
    if (within.startsWith("bin/") && !path.toFile().setExecutable(true)) {
      throw new IOException(path + " cannot be made executable");
    }
  }

  private static String shortDigest(byte[] archive) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(archive);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
