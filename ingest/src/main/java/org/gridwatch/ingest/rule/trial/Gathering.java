package org.gridwatch.ingest.rule.trial;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.RuleBook;
import org.gridwatch.ingest.rule.Transition;
import org.jspecify.annotations.Nullable;

/** Several conditions at one place, from what each of them would have raised. */
final class Gathering {
  private final Rule rule;
  private final Condition.Together condition;
  private final RuleBook book;
  private final Span span;
  private final Findings findings;

  private record Part(int number, long sinceMs, long clearedMs, long countsUntilMs) {}

  Gathering(Rule rule, Condition.Together condition, RuleBook book, Span span, Findings findings) {
    this.rule = rule;
    this.condition = condition;
    this.book = book;
    this.span = span;
    this.findings = findings;
  }

  /**
   * @param parts what each part would have raised, in their order
   */
  void gather(List<List<Raised>> parts, Map<Integer, Watched> devices) {
    var bySubject = new HashMap<String, List<Part>>();
    long window = condition.window().toMillis();
    for (int number = 0; number < parts.size(); number++) {
      for (Raised one : parts.get(number)) {
        String subject = subject(devices.get(one.deviceId()), condition.around());
        if (!subject.isEmpty()) {
          long until = one.stands() ? Raised.STANDS : one.clearedMs() + window;
          bySubject
              .computeIfAbsent(subject, s -> new ArrayList<>())
              .add(new Part(number, one.raisedMs(), one.clearedMs(), until));
        }
      }
    }
    bySubject.forEach(this::along);
  }

  static String subject(@Nullable Watched one, Condition.Around around) {
    if (one == null) {
      return "";
    }
    return switch (around) {
      case DEVICE -> Transition.subjectOf(one.device().id());
      case BUILDING -> one.place().buildingId() == 0 ? "" : "building:" + one.place().buildingId();
      case GRID ->
          one.place().gridCodes().isEmpty() ? "" : "grid:" + one.place().gridCodes().getFirst();
    };
  }

  /** Walks along the instants at which anything begins or ends at this place. */
  private void along(String subject, List<Part> parts) {
    var instants = new TreeSet<Long>();
    for (Part part : parts) {
      instants.add(part.sinceMs());
      instants.add(part.clearedMs());
    }
    long raised = -1;
    int most = 0;
    for (long at : instants) {
      int count = count(parts, at);
      boolean any = parts.stream().anyMatch(p -> p.sinceMs() <= at && at < p.clearedMs());
      boolean enough = count >= condition.atLeast() && any;
      if (enough && raised < 0 && book.covers(rule, Instant.ofEpochMilli(at))) {
        raised = at;
        most = 0;
      } else if (raised >= 0 && !(condition.window().isZero() ? enough : any)) {
        tell(subject, raised, at, most);
        raised = -1;
      }
      most = Math.max(most, count);
    }
    if (raised >= 0) {
      tell(subject, raised, Raised.STANDS, most);
    }
  }

  /** Of those that stand or stood a moment ago, how many different ones began within the window. */
  private int count(List<Part> parts, long at) {
    var counting = parts.stream().filter(p -> p.sinceMs() <= at && at < p.countsUntilMs()).toList();
    long newest = counting.stream().mapToLong(Part::sinceMs).max().orElse(at);
    long apart = condition.window().isZero() ? Long.MAX_VALUE : condition.window().toMillis();
    var distinct = new HashSet<Integer>();
    for (Part part : counting) {
      if (newest - part.sinceMs() <= apart) {
        distinct.add(part.number());
      }
    }
    return distinct.size();
  }

  private void tell(String subject, long raised, long cleared, int most) {
    int device = subject.startsWith("device:") ? Integer.parseInt(subject.substring(7)) : 0;
    boolean stands = cleared >= span.to().toEpochMilli();
    findings.accept(
        new Raised(
            subject,
            device,
            "together",
            raised,
            stands ? Raised.STANDS : cleared,
            condition.severity(),
            most,
            0));
  }
}
