package org.gridwatch.map.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.springframework.security.web.header.HeaderWriter;

/**
 * The content security policy: everything from this server, images also from the configured tile
 * host, no inline script. Style attributes are allowed because chart tooltips are made of them;
 * style elements are not.
 */
final class ContentSecurity implements HeaderWriter {
  private final Supplier<String> tileHost;

  /**
   * @param tileHost the present origin of background tiles, or empty
   */
  ContentSecurity(Supplier<String> tileHost) {
    this.tileHost = tileHost;
  }

  @Override
  public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", policy(tileHost.get()));
  }

  static String policy(String tileHost) {
    return "default-src 'none'; script-src 'self'; style-src 'self';"
        + " style-src-attr 'unsafe-inline'; img-src 'self' data:"
        + (tileHost.isEmpty() ? "" : " " + tileHost)
        + "; connect-src 'self'; font-src 'self'; media-src 'self'; worker-src 'self';"
        + " manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  }
}
