package org.gridwatch.map.page;

import java.net.URI;
import java.util.Optional;
import org.gridwatch.map.app.RunningGridWatch;

/**
 * The running installation that the browser looks at: the demo community, started in this process,
 * or one that somebody has started by hand and named by system properties.
 *
 * @param mqtt host and port of its broker
 */
record InstallationUnderTest(URI url, String user, String password, URI mqtt) {

  static InstallationUnderTest find() {
    return property("gridwatch.page.url")
        .map(InstallationUnderTest::startedByHand)
        .orElseGet(InstallationUnderTest::startedHere);
  }

  private static InstallationUnderTest startedByHand(String url) {
    return new InstallationUnderTest(
        URI.create(url),
        property("gridwatch.page.user").orElse(RunningGridWatch.ADMIN),
        property("gridwatch.page.password").orElseThrow(),
        URI.create(property("gridwatch.page.mqtt").orElse("tcp://localhost:1883")));
  }

  private static InstallationUnderTest startedHere() {
    return of(RunningGridWatch.demo());
  }

  static InstallationUnderTest of(RunningGridWatch running) {
    return new InstallationUnderTest(
        running.pages(),
        RunningGridWatch.ADMIN,
        RunningGridWatch.PASSWORD,
        URI.create("tcp://localhost:" + running.mqttPort()));
  }

  private static Optional<String> property(String name) {
    return Optional.ofNullable(System.getProperty(name));
  }

  String page(String path) {
    return url.resolve(path).toString();
  }
}
