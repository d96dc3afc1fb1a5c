package org.gridwatch.map.notify.tap;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What a link does not do, said to the one who holds it. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class LinkProblems {
  @ExceptionHandler
  ProblemDetail refused(LinkRefused refused) {
    var why = refused.why();
    var problem = ProblemDetail.forStatusAndDetail(why.status, why.sentence);
    if (refused.alertId() != 0) {
      problem.setProperty("alert", refused.alertId());
    }
    return problem;
  }
}
