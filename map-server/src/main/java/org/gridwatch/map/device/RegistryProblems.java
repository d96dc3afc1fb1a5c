package org.gridwatch.map.device;

import org.gridwatch.ingest.device.RegistryRefusal;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What the registry will not do, said to the one who asked. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class RegistryProblems {
  @ExceptionHandler
  ProblemDetail refused(RegistryRefusal refusal) {
    var status =
        switch (refusal.reason()) {
          case INVALID -> HttpStatus.BAD_REQUEST;
          case NOT_FOUND -> HttpStatus.NOT_FOUND;
          case CONFLICT -> HttpStatus.CONFLICT;
        };
    return ProblemDetail.forStatusAndDetail(status, refusal.sentence());
  }
}
