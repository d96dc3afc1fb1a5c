package org.gridwatch.map.page;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * The running installation that the browser looks at: with the demo community, without its
 * simulator's stories being needed. Given by system properties, so that the same tests also look at
 * an installation that somebody has started by hand.
 *
 * @param mqtt host and port of its broker
 */
record InstallationUnderTest(URI url, String user, String password, URI mqtt) {

  static InstallationUnderTest find() {
    var url = property("gridwatch.page.url");
    Assumptions.assumeTrue(url.isPresent(), "no installation to look at: gridwatch.page.url");
    return new InstallationUnderTest(
        URI.create(url.orElseThrow()),
        property("gridwatch.page.user").orElse("admin"),
        property("gridwatch.page.password").orElseThrow(),
        URI.create(property("gridwatch.page.mqtt").orElse("tcp://localhost:1883")));
  }

  private static Optional<String> property(String name) {
    return Optional.ofNullable(System.getProperty(name));
  }

  String page(String path) {
    return url.resolve(path).toString();
  }
}
