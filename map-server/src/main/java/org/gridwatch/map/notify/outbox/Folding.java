package org.gridwatch.map.notify.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.channel.Limits;
import org.gridwatch.map.notify.channel.TokenBucket;
import org.gridwatch.map.notify.message.Occasion;

/**
 * Decides which waiting notices of one channel go out now, and which of them together. What is red
 * goes first. Pure: what was sent lately comes in, and time.
 */
final class Folding {
  /** More than so many for one receiver within {@link #STORM} become one message. */
  static final int MOST_ALONE = 5;

  static final Duration STORM = Duration.ofMinutes(1);

  /** So long the later ones of a storm are gathered; red is not. */
  static final Duration GATHER = Duration.ofSeconds(10);

  private static final Comparator<Waiting> URGENCY =
      Comparator.comparing(Waiting::severity)
          .reversed()
          .thenComparing(Waiting::since)
          .thenComparing(Waiting::id);

  /**
   * @param drill it is about a drill, whatever it says
   * @param receiver whose allowance it uses up; a robot's messages all have the same
   */
  record Waiting(
      long id,
      long alertId,
      boolean drill,
      Occasion occasion,
      Severity severity,
      String receiver,
      Instant since) {}

  /** One message out, by the channel's allowance. */
  record Sent(String receiver, Instant at) {}

  /**
   * What is to be done.
   *
   * @param go each a message of its own, most urgent first
   * @param until when the others wait
   */
  record Ruling(List<List<Waiting>> go, Map<Long, Instant> until) {}

  private final Limits limits;
  private final List<Sent> sent;
  private final Instant now;
  private TokenBucket all;
  private final Map<String, TokenBucket> each = new LinkedHashMap<>();
  private final Ruling ruling = new Ruling(new ArrayList<>(), new LinkedHashMap<>());

  private Folding(Limits limits, List<Sent> sent, Instant now) {
    this.limits = limits;
    this.sent = sent;
    this.now = now;
    all = TokenBucket.after(limits.all(), sent.stream().map(Sent::at).toList());
  }

  static Ruling of(List<Waiting> waiting, Limits limits, List<Sent> sent, Instant now) {
    var folding = new Folding(limits, sent, now);
    waiting.stream().sorted(URGENCY).collect(byReceiver()).values().stream()
        .flatMap(folding::messages)
        .sorted(Comparator.comparing(List::getFirst, URGENCY))
        .forEach(folding::rule);
    return folding.ruling;
  }

  private static Collector<Waiting, ?, Map<String, List<Waiting>>> byReceiver() {
    return Collectors.groupingBy(Waiting::receiver, LinkedHashMap::new, Collectors.toList());
  }

  /** Those of one receiver, most urgent first, as the messages they make. */
  private Stream<List<Waiting>> messages(List<Waiting> waiting) {
    var digest = waiting.stream().filter(one -> one.occasion == Occasion.DIGEST).toList();
    var drills = waiting.stream().filter(one -> one.drill).toList();
    var real =
        waiting.stream().filter(one -> one.occasion != Occasion.DIGEST && !one.drill).toList();
    return Stream.of(
            digest.isEmpty() ? Stream.<List<Waiting>>of() : Stream.of(digest),
            real.isEmpty() ? Stream.<List<Waiting>>of() : ofAlerts(real),
            byAlert(drills).stream()) // none is lost among real ones, nor hides one
        .flatMap(all -> all);
  }

  private Stream<List<Waiting>> ofAlerts(List<Waiting> waiting) {
    String receiver = waiting.getFirst().receiver;
    var alerts = byAlert(waiting);
    long lately =
        sent.stream()
            .filter(one -> one.receiver.equals(receiver) && one.at.isAfter(now.minus(STORM)))
            .count();
    boolean group = !limits.all().isEmpty(); // a robot's messages go to many people
    if (group || alerts.size() + lately <= MOST_ALONE) {
      return fitting(alerts, free(receiver, alerts.size()));
    }
    if (lately >= MOST_ALONE && waiting.getFirst().severity != Severity.RED) {
      var gathered = oldest(waiting).plus(GATHER);
      if (gathered.isAfter(now)) {
        waiting.forEach(one -> ruling.until.put(one.id, gathered));
        return Stream.of();
      }
    }
    return Stream.of(waiting);
  }

  private static List<List<Waiting>> byAlert(List<Waiting> waiting) {
    return List.copyOf(
        waiting.stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.alertId + " " + one.occasion,
                    LinkedHashMap::new,
                    Collectors.toList()))
            .values());
  }

  private static Instant oldest(List<Waiting> waiting) {
    return waiting.stream().map(Waiting::since).min(Comparator.naturalOrder()).orElseThrow();
  }

  /**
   * If there are more than may go, the red ones alone and the others together, else all together.
   */
  private static Stream<List<Waiting>> fitting(List<List<Waiting>> messages, int free) {
    if (messages.size() <= Math.max(1, free)) {
      return messages.stream();
    }
    var red = messages.stream().filter(one -> one.getFirst().severity == Severity.RED).toList();
    if (red.size() < free) {
      var others = messages.stream().filter(one -> !red.contains(one)).flatMap(List::stream);
      return Stream.concat(red.stream(), Stream.of(others.toList()));
    }
    return Stream.of(messages.stream().flatMap(List::stream).toList());
  }

  /** How many messages this receiver may get now, at most so many. */
  private int free(String receiver, int most) {
    var shared = all;
    var own = each(receiver);
    int free = 0;
    while (free < most
        && shared.waits(Severity.RED, now).isZero()
        && own.waits(Severity.RED, now).isZero()) {
      shared = shared.spend(now);
      own = own.spend(now);
      free++;
    }
    return free;
  }

  private TokenBucket each(String receiver) {
    return each.computeIfAbsent(
        receiver,
        _ ->
            TokenBucket.after(
                limits.perReceiver(),
                sent.stream().filter(one -> one.receiver.equals(receiver)).map(Sent::at).toList()));
  }

  private void rule(List<Waiting> message) {
    var first = message.getFirst();
    var own = each(first.receiver);
    var waits = longer(all.waits(first.severity, now), own.waits(first.severity, now));
    if (waits.isZero()) {
      all = all.spend(now);
      each.put(first.receiver, own.spend(now));
      ruling.go.add(message);
    } else {
      message.forEach(one -> ruling.until.put(one.id, now.plus(waits)));
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
