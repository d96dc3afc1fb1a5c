package org.gridwatch.map.app;

import java.nio.file.Files;
import java.util.Optional;
import org.gridwatch.ingest.device.ServiceCredentials;
import org.gridwatch.map.account.FirstAccount;
import org.gridwatch.map.account.LocalToken;
import org.springframework.beans.factory.ObjectProvider;
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
  private final ServiceCredentials services;
  private final ObjectProvider<GatewayRole> gateway;
  private final ObjectProvider<LiveRole> live;
  private final Environment environment;

  Startup(
      RunOptions options,
      FirstAccount firstAccount,
      LocalToken localToken,
      ServiceCredentials services,
      ObjectProvider<GatewayRole> gateway,
      ObjectProvider<LiveRole> live,
      Environment environment) {
    this.options = options;
    this.firstAccount = firstAccount;
    this.localToken = localToken;
    this.services = services;
    this.gateway = gateway;
    this.live = live;
    this.environment = environment;
  }

  @Override
  public void run(ApplicationArguments args) throws Exception {
    Files.writeString(
        options.dataDir().resolve("gridwatch.pid"), ProcessHandle.current().pid() + "\n");
    localToken.write();
    Optional<String> generated =
        firstAccount.ensureAdmin(System.getenv("GRIDWATCH_ADMIN_PASSWORD"));
    GatewayRole broker = gateway.getIfAvailable();
    if (broker != null) {
      broker.start();
    }
    LiveRole picture = live.getIfAvailable();
    if (picture != null) {
      picture.start(address("map"));
    }
    if (broker != null) {
      broker.admitDevices();
    }
    announce(generated);
  }

  private MqttAddress address(String part) {
    if (options.mqttUrl().isPresent()) {
      return MqttAddress.of(options.mqttUrl().get(), part);
    }
    var me = services.forProcess(part);
    int port = gateway.getObject().broker().orElseThrow().port();
    return new MqttAddress("tcp://127.0.0.1:" + port, me.user(), me.user(), me.password());
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
