package org.gridwatch.map.app;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.gridwatch.gateway.simulator.load.LoadGenerator;
import org.gridwatch.gateway.simulator.replay.Replay;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** GridWatch, in one jar: starts the roles it is asked for, or one of its two tools. */
@SpringBootApplication(scanBasePackageClasses = GridWatch.class)
public class GridWatch {
  static final int BAD_OPTIONS = 2;

  public static void main(String[] args) {
    String first = args.length == 0 ? "" : args[0];
    switch (first) {
      case "load" -> System.exit(LoadGenerator.run(rest(args), System.out));
      case "replay" -> System.exit(Replay.run(rest(args), System.out));
      default -> run(args);
    }
  }

  private static String[] rest(String[] args) {
    return Arrays.copyOfRange(args, 1, args.length);
  }

  private static void run(String[] args) {
    try {
      CommandLine.parse(args).ifPresent(GridWatch::start);
    } catch (BadOptions wrong) {
      System.err.println(wrong.getMessage());
      System.exit(BAD_OPTIONS);
    }
  }

  static ConfigurableApplicationContext start(RunOptions options) {
    var application = new SpringApplication(GridWatch.class);
    application.setDefaultProperties(properties(options));
    application.addInitializers(
        context -> context.getBeanFactory().registerSingleton("runOptions", options));
    return application.run();
  }

  private static Map<String, Object> properties(RunOptions options) {
    var properties = new HashMap<String, Object>();
    properties.put("server.port", options.httpPort());
    properties.put("gridwatch.mqtt.port", options.mqttPort());
    properties.put("gridwatch.mqtt.tls", options.tls().isPresent());
    properties.put("gridwatch.data", options.dataDir().toString());
    options.roles().forEach(role -> properties.put("gridwatch.role." + role.label(), true));
    // Only the map role answers under /api/v1: the others have nothing to describe.
    properties.put("springdoc.api-docs.enabled", options.roles().contains(Role.MAP));
    properties.put("gridwatch.public-url", options.pagesUrl(options.httpPort()));
    properties.put("logging.file.name", options.dataDir().resolve("logs/gridwatch.log").toString());
    options
        .tls()
        .ifPresent(
            tls -> {
              properties.put("server.ssl.certificate", tls.certificate().toUri().toString());
              properties.put("server.ssl.certificate-private-key", tls.key().toUri().toString());
            });
    return properties;
  }
}
