package org.gridwatch.map.app;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Where PostgreSQL is and who we are there.
 *
 * @param jdbcUrl without user and password
 */
record DatabaseUrl(String jdbcUrl, String user, String password) {

  /** From {@code [jdbc:]postgresql://user:password@host:port/name?options}. */
  static DatabaseUrl parse(String text) {
    URI url = URI.create(text.startsWith("jdbc:") ? text.substring(5) : text);
    String[] who =
        url.getRawUserInfo() == null ? new String[0] : url.getRawUserInfo().split(":", 2);
    if (who.length < 2 || url.getHost() == null || url.getPath().length() < 2) {
      throw new BadOptions("--database-url must be postgresql://user:password@host:port/name");
    }
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    String options = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return new DatabaseUrl(
        "jdbc:postgresql://" + url.getHost() + port + url.getPath() + options,
        decoded(who[0]),
        decoded(who[1]));
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return jdbcUrl; // a password is no reading for a log
  }
}
