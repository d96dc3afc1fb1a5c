package org.gridwatch.map.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Where PostgreSQL is and who we are there.
 *
 * @param jdbcUrl without user and password
 */
record DatabaseUrl(String jdbcUrl, String user, String password) {

  /**
   * From {@code [jdbc:]postgresql://user:password@host:port/name?options}; throws {@link
   * BadOptions} for anything else, without repeating it: a password may be in it.
   */
  static DatabaseUrl parse(String text) {
    URI url = uri(text.startsWith("jdbc:") ? text.substring(5) : text);
    String[] who =
        url.getRawUserInfo() == null ? new String[0] : url.getRawUserInfo().split(":", 2);
    boolean complete = who.length == 2 && url.getHost() != null && url.getPath().length() > 1;
    if (!complete || !"postgresql".equals(url.getScheme())) {
      throw notUnderstood();
    }
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    String options = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return new DatabaseUrl(
        "jdbc:postgresql://" + url.getHost() + port + url.getPath() + options,
        decoded(who[0]),
        decoded(who[1]));
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw notUnderstood();
    }
  }

  private static BadOptions notUnderstood() {
    return new BadOptions(
        "--database-url must be postgresql://user:password@host:port/name (special characters as %XX)");
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return jdbcUrl; // a password is no reading for a log
  }
}
