package org.gridwatch.map.account;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter.XFrameOptionsMode;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Writes the headers that guard a page before it is made. Spring Security writes its own at the
 * end, which is too late for {@code /}: that is a forward, and its answer has left by then.
 */
final class EarlyHeaders extends OncePerRequestFilter {
  private final List<HeaderWriter> headers;

  EarlyHeaders(Supplier<String> tileHost) {
    this.headers =
        List.of(
            new ContentSecurity(tileHost),
            new XContentTypeOptionsHeaderWriter(),
            new XFrameOptionsHeaderWriter(XFrameOptionsMode.DENY));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    headers.forEach(writer -> writer.writeHeaders(request, response));
    chain.doFilter(request, response);
  }
}
