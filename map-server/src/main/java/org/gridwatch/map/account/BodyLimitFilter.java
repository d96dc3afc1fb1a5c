package org.gridwatch.map.account;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** No endpoint reads more than its row in {@link Access} allows, said in advance or not. */
final class BodyLimitFilter extends OncePerRequestFilter {
  private final ProblemWriter problems;

  BodyLimitFilter(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long limit = Access.find(request).map(Access.Row::maxBody).orElse(Access.USUAL_BODY);
    if (request.getContentLengthLong() > limit) {
      response.setHeader("Connection", "close");
      problems.write(
          response, HttpStatus.CONTENT_TOO_LARGE, new BodyTooLarge(limit).getMessage() + "");
      return;
    }
    chain.doFilter(new Limited(request, limit), response);
  }

  /** For bodies that do not say how long they are. */
  private static final class Limited extends HttpServletRequestWrapper {
    private final long limit;

    Limited(HttpServletRequest request, long limit) {
      super(request);
      this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new LimitedStream(super.getInputStream(), limit);
    }

    @Override
    public BufferedReader getReader() throws IOException {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }

  private static final class LimitedStream extends ServletInputStream {
    private final ServletInputStream from;
    private final long limit;
    private long read;

    LimitedStream(ServletInputStream from, long limit) {
      this.from = from;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int one = from.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int got = from.read(into, offset, length);
      count(Math.max(0, got));
      return got;
    }

    private void count(int more) throws BodyTooLarge {
      read += more;
      if (read > limit) {
        throw new BodyTooLarge(limit);
      }
    }

    @Override
    public boolean isFinished() {
      return from.isFinished();
    }

    @Override
    public boolean isReady() {
      return from.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      from.setReadListener(listener);
    }
  }
}
