package org.gridwatch.map.account;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns what went wrong in a controller into {@code application/problem+json}. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  @ExceptionHandler
  ProblemDetail notFound(NotFound missing) {
    return problem(HttpStatus.NOT_FOUND, missing);
  }

  @ExceptionHandler
  ProblemDetail conflict(Conflict conflict) {
    return problem(HttpStatus.CONFLICT, conflict);
  }

  @ExceptionHandler
  ProblemDetail forbidden(Forbidden forbidden) {
    return problem(HttpStatus.FORBIDDEN, forbidden);
  }

  @ExceptionHandler
  ProblemDetail wrongCredentials(WrongCredentials wrong) {
    return problem(HttpStatus.UNAUTHORIZED, wrong);
  }

  @ExceptionHandler
  ProblemDetail badInput(BadInput bad) {
    var problem = problem(HttpStatus.BAD_REQUEST, bad);
    problem.setProperty("field", bad.field());
    problem.setProperty("value", bad.value());
    return problem;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> tooMany(TooManyAttempts tooMany) {
    var problem = problem(HttpStatus.TOO_MANY_REQUESTS, tooMany);
    problem.setProperty("retryAfterSeconds", tooMany.retryAfterSeconds());
    return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
        .header(HttpHeaders.RETRY_AFTER, Long.toString(tooMany.retryAfterSeconds()))
        .body(problem);
  }

  @ExceptionHandler
  ProblemDetail tooLarge(BodyTooLarge tooLarge) {
    return problem(HttpStatus.CONTENT_TOO_LARGE, tooLarge);
  }

  /** The boundary of one request: the next one is not concerned, and the log says which it was. */
  @ExceptionHandler
  ProblemDetail database(DataAccessException away, HttpServletRequest request) {
    LOG.warn("{} {} failed in the database", request.getMethod(), request.getRequestURI(), away);
    return ProblemWriter.problem(
        HttpStatus.SERVICE_UNAVAILABLE, "the database did not answer; try again");
  }

  /** The boundary of one request, as above. */
  @ExceptionHandler
  @Nullable ResponseEntity<ProblemDetail> bug(RuntimeException bug, HttpServletRequest request) {
    LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), bug);
    return ResponseEntity.status(HttpStatus.INTERNAL_SERVER_ERROR)
        .body(
            ProblemWriter.problem(
                HttpStatus.INTERNAL_SERVER_ERROR, "something is wrong with the server itself"));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException unreadable,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case BodyTooLarge tooLarge -> {
          return body(problem(HttpStatus.CONTENT_TOO_LARGE, tooLarge));
        }
        case BadInput bad -> {
          return body(badInput(bad));
        }
        default -> {}
      }
    }
    var said = unreadable.getMostSpecificCause().getMessage();
    return body(
        ProblemWriter.problem(
            HttpStatus.BAD_REQUEST, "the request body cannot be read: " + firstLine(said)));
  }

  private static ResponseEntity<Object> body(ProblemDetail problem) {
    return ResponseEntity.status(problem.getStatus()).body(problem);
  }

  private static String firstLine(@Nullable String text) {
    var line = text == null ? "" : text.lines().findFirst().orElse("");
    return line.length() <= 200 ? line : line.substring(0, 200) + "…";
  }

  private static ProblemDetail problem(HttpStatus status, Exception why) {
    return ProblemWriter.problem(status, String.valueOf(why.getMessage()));
  }
}
