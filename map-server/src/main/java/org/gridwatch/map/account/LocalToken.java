package org.gridwatch.map.account;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Lets tools on this machine in ({@code ./run load}): an API token in {@code secrets/local-token}
 * below the data directory, readable by the owner of that directory alone, and new at every start.
 */
@Component
public class LocalToken {
  static final String ACCOUNT = "local-tools";

  private final AccountBook book;
  private final Tokens tokens;
  private final Path data;

  LocalToken(AccountBook book, Tokens tokens, AccountSettings settings) {
    this.book = book;
    this.tokens = tokens;
    this.data = settings.data();
  }

  /**
   * Writes a new token and revokes the one of the last start.
   *
   * @return where it is
   */
  public Path write() throws IOException {
    var directory = Files.createDirectories(data.toAbsolutePath().normalize().resolve("secrets"));
    var file = directory.resolve("local-token");
    int account = account();
    var name = "local tools of " + directory;
    tokens.revokeNamed(account, name);
    var made = tokens.make(account, name, List.copyOf(EnumSet.allOf(Scope.class)), null);
    var fresh = Files.createTempFile(directory, "local-token", null, ownerOnly(directory));
    Files.writeString(fresh, made.secret());
    return Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private int account() {
    if (book.find(ACCOUNT).isEmpty()) {
      var wish =
          new AccountBook.Change("Tools on the server", Role.OPERATOR, null, null, List.of());
      book.create(ACCOUNT, AccountBook.NO_PASSWORD, wish);
    }
    return book.id(ACCOUNT);
  }

  private static java.nio.file.attribute.FileAttribute<?>[] ownerOnly(Path directory) {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new java.nio.file.attribute.FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new java.nio.file.attribute.FileAttribute<?>[0];
  }
}
