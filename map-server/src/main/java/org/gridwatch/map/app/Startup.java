package org.gridwatch.map.app;

import java.nio.file.Files;
import java.util.Optional;
import org.gridwatch.map.account.FirstAccount;
import org.gridwatch.map.account.LocalToken;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** What happens between "the pages answer" and "GridWatch is ready", in this order. */
@Component
class Startup implements ApplicationRunner {
  private final RunOptions options;
  private final FirstAccount firstAccount;
  private final LocalToken localToken;
  private final Environment environment;

  Startup(
      RunOptions options,
      FirstAccount firstAccount,
      LocalToken localToken,
      Environment environment) {
    this.options = options;
    this.firstAccount = firstAccount;
    this.localToken = localToken;
    this.environment = environment;
  }

  @Override
  public void run(ApplicationArguments args) throws Exception {
    Files.writeString(options.dataDir().resolve("gridwatch.pid"), ProcessHandle.current().pid() + "\n");
    localToken.write();
    Optional<String> generated = firstAccount.ensureAdmin(System.getenv("GRIDWATCH_ADMIN_PASSWORD"));
    announce(generated);
  }

  private void announce(Optional<String> generatedPassword) {
    int port = environment.getRequiredProperty("local.server.port", Integer.class);
    System.out.println("GridWatch is ready at " + options.pagesUrl(port));
    generatedPassword.ifPresent(
        password ->
            System.out.println(
                "Sign in as admin with the password "
                    + password
                    + "  (shown this once; change it in the user menu)"));
  }
}
