package org.gridwatch.map.alert;

import org.gridwatch.ingest.alert.AlertJson;
import org.gridwatch.ingest.store.StoreTrouble;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What cannot be done to an alert, said to the one who asked. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class AlertProblems {
  /** With the alert as it is by now. */
  @ExceptionHandler
  ProblemDetail refused(AlertRefused refused) {
    var problem =
        ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, String.valueOf(refused.getMessage()));
    problem.setProperty("current", AlertJson.row(refused.alert()));
    return problem;
  }

  @ExceptionHandler
  ProblemDetail away(StoreTrouble.Passing away) {
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.SERVICE_UNAVAILABLE, "the database did not answer; try again");
  }
}
