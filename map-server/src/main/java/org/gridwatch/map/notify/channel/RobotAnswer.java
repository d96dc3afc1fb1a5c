package org.gridwatch.map.notify.channel;

import java.time.Instant;
import java.util.function.BiFunction;
import org.gridwatch.map.notify.channel.Web.Outcome;
import org.gridwatch.map.notify.channel.Web.Outcome.Answered;
import org.gridwatch.map.notify.channel.Web.Outcome.Ended;

/** Reads what group robots answer: a JSON object with a number, zero for success. Pure. */
final class RobotAnswer {
  private RobotAnswer() {}

  /** {@code meaning}: of a code and the words that come with it. */
  static Receipt read(
      Outcome outcome,
      String codeField,
      String wordsField,
      BiFunction<String, String, Receipt> meaning,
      Instant now) {
    return switch (outcome) {
      case Ended ended -> ended.receipt();
      case Answered answer -> {
        var json = Json.read(answer.body());
        if (json.isPresent() && json.get().path(codeField).isIntegralNumber()) {
          long code = json.get().path(codeField).asLong();
          String words = json.get().path(wordsField).asString("");
          if (code != 0) {
            yield meaning.apply(Long.toString(code), words);
          }
          if (Status.good(answer)) {
            yield new Receipt.Taken("");
          }
        }
        yield Status.good(answer)
            ? new Receipt.Unknown("an answer that cannot be read")
            : Status.failure(answer, now);
      }
    };
  }
}
