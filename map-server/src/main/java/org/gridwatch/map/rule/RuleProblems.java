package org.gridwatch.map.rule;

import org.gridwatch.ingest.rule.RuleRefusal;
import org.gridwatch.ingest.rule.Rules.VersionConflict;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What is wrong with a rule, said to the one who wrote it. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class RuleProblems {
  private static final int LONGEST_VALUE = 200;

  @ExceptionHandler
  ProblemDetail refused(RuleRefusal refusal) {
    var problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.BAD_REQUEST, String.valueOf(refusal.getMessage()));
    problem.setProperty("field", refusal.field());
    problem.setProperty("value", shortened(refusal.value()));
    return problem;
  }

  /** With the rule as it is by now, so that the two can be compared. */
  @ExceptionHandler
  ProblemDetail changedMeanwhile(VersionConflict conflict) {
    var problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.CONFLICT, String.valueOf(conflict.getMessage()));
    problem.setProperty("current", RuleRows.plain(conflict.current()));
    return problem;
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
  }
}
