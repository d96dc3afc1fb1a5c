package org.gridwatch.ingest.rule.trial;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.gridwatch.ingest.device.Places.Place;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.RuleBook;
import org.gridwatch.ingest.rule.RuleRefusal;
import org.gridwatch.ingest.store.ReadingStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trials that run, and what came of those of the last hour. All together read over two connections
 * at most. Threads: any.
 */
public final class Trials implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Trials.class);
  private static final int AT_ONCE = 2;
  private static final int READERS = 2;
  private static final int MOST_KEPT = 40;
  private static final Duration KEPT = Duration.ofHours(1);

  private final DataSource dataSource;
  private final ReadingStore store;
  private final Supplier<ZoneId> zone;
  private final InstantSource clock;
  private final ExecutorService readers =
      Executors.newFixedThreadPool(
          READERS, Thread.ofPlatform().daemon().name("trial-reader-", 0).factory());
  private final Map<String, Job> jobs = new LinkedHashMap<>(); // guarded by this

  public enum State {
    RUNNING,
    DONE,
    CANCELLED,
    FAILED
  }

  /**
   * How far it is.
   *
   * @param series that it looks at; 0 before it knows
   * @param result null until it is done
   * @param trouble why it failed, else empty
   */
  public record Status(
      String id,
      State state,
      double progress,
      int series,
      @Nullable TrialResult result,
      String trouble) {}

  /**
   * What to try.
   *
   * @param other what to compare it with; null: nothing
   */
  public record Request(Rule rule, @Nullable Rule other, Span span) {}

  /** As many run already as may. */
  public static final class Busy extends RuntimeException {
    Busy() {
      super(AT_ONCE + " trials are running; wait for one to end, or cancel it");
    }
  }

  private static final class Job {
    final int owner;
    final Instant started;
    final Progress progress = new Progress();
    volatile State state = State.RUNNING;
    volatile @Nullable TrialResult result;
    volatile String trouble = "";

    Job(int owner, Instant started) {
      this.owner = owner;
      this.started = started;
    }
  }

  public Trials(
      DataSource dataSource, ReadingStore store, Supplier<ZoneId> zone, InstantSource clock) {
    this.dataSource = dataSource;
    this.store = store;
    this.zone = zone;
    this.clock = clock;
  }

  /**
   * Begins; returns its id. Throws {@link Busy}, or {@link RuleRefusal} for a condition that cannot
   * be tried.
   *
   * @param owner account that alone may see and cancel it
   * @param visible of the places of devices
   */
  public synchronized String start(int owner, Request request, Predicate<Place> visible) {
    Trial.check(request.rule().condition());
    if (request.other() != null) {
      Trial.check(request.other().condition());
    }
    forgetOld();
    if (jobs.values().stream().filter(job -> job.state == State.RUNNING).count() >= AT_ONCE) {
      throw new Busy();
    }
    String id = UUID.randomUUID().toString();
    var job = new Job(owner, clock.instant());
    jobs.put(id, job);
    Thread.ofVirtual().name("trial-" + id).start(() -> run(job, request, visible));
    return id;
  }

  private void forgetOld() {
    Instant limit = clock.instant().minus(KEPT);
    jobs.values().removeIf(job -> job.state != State.RUNNING && job.started.isBefore(limit));
    var oldest = jobs.values().iterator();
    while (jobs.size() >= MOST_KEPT && oldest.hasNext()) {
      if (oldest.next().state != State.RUNNING) {
        oldest.remove();
      }
    }
  }

  /** Of another's trial there is none. */
  public synchronized Optional<Status> find(int owner, String id) {
    forgetOld();
    return own(owner, id).map(job -> status(id, job));
  }

  /** Ends it if it runs, and forgets it. Returns whether there was one. */
  public synchronized boolean cancel(int owner, String id) {
    Optional<Job> job = own(owner, id);
    job.ifPresent(
        found -> {
          found.progress.cancel();
          if (found.state != State.RUNNING) {
            jobs.remove(id);
          }
        });
    return job.isPresent();
  }

  private Optional<Job> own(int owner, String id) {
    return Optional.ofNullable(jobs.get(id)).filter(job -> job.owner == owner);
  }

  private static Status status(String id, Job job) {
    TrialResult result = job.result;
    int series = result == null ? 0 : result.rule().series();
    double progress = job.state == State.DONE ? 1 : job.progress.done();
    return new Status(id, job.state, progress, series, result, job.trouble);
  }

  private void run(Job job, Request request, Predicate<Place> visible) {
    try {
      job.result = result(request, visible, job.progress);
      job.state = State.DONE;
    } catch (CancellationException e) {
      job.state = State.CANCELLED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      job.state = State.CANCELLED;
    } catch (RuntimeException e) {
      // Ends this trial and nothing else: nobody but its owner waits for it.
      LOG.warn("A trial of the rule {} failed", request.rule().code(), e);
      job.trouble = String.valueOf(e.getMessage());
      job.state = State.FAILED;
    }
  }

  /** What comes of it, waited for. */
  TrialResult result(Request request, Predicate<Place> visible, Progress progress)
      throws InterruptedException {
    long begun = System.nanoTime();
    Span span = request.span();
    RuleBook book = RuleBook.read(dataSource, zone.get());
    var telling = new Telling(span, book.zone());
    int parts = request.other() == null ? 1 : 2;
    var trial = new Trial(dataSource, store.history(), book, span, readers);
    Trial.Found rule = trial.find(request.rule(), visible, progress.part(0, parts));
    Trial.Found other = null;
    if (request.other() != null) {
      var second = new Trial(dataSource, store.history(), book, span, readers);
      other = second.find(request.other(), visible, progress.part(1, parts));
    }
    String code = request.rule().code();
    return new TrialResult(
        span.from(),
        span.to(),
        trial.readingsFrom(),
        book.zone().getId(),
        (System.nanoTime() - begun) / 1_000_000,
        telling.side(
            rule, RealAlerts.of(dataSource, code, span), other == null ? null : other.raised()),
        other == null
            ? null
            : telling.side(other, RealAlerts.of(dataSource, code, span), rule.raised()),
        other == null ? null : telling.compare(rule.raised(), other.raised()));
  }

  @Override
  public void close() {
    synchronized (this) {
      jobs.values().forEach(job -> job.progress.cancel());
    }
    readers.shutdownNow();
  }
}
