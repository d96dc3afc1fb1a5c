package org.gridwatch.ingest.inbox;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gridwatch.gateway.wire.Rejection;
import org.gridwatch.ingest.alert.Told;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the writers that work side by side on disjoint devices: takes all that is there, settles
 * it in one transaction, acknowledges. Load makes its batches larger, not its queue longer.
 *
 * <p>Threads: one runs it; the MQTT callback puts.
 */
final class Lane implements Runnable {
  /** Who wants to know what is in the database now. */
  interface Aftermath {
    void settled(Batch batch, List<Told> news);
  }

  private static final Logger log = LoggerFactory.getLogger(Lane.class);
  private static final long LONGEST_COMPANY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long FIRST_PAUSE_MS = 50;
  private static final long LONGEST_PAUSE_MS = 2_000;

  private final BlockingQueue<Delivery> inbox = new LinkedBlockingQueue<>();
  private final int batchMessages;
  private final Sorting sorting;
  private final Settlement settlement;
  private final Aftermath aftermath;
  private final IngestMetrics metrics;
  private final InstantSource clock;

  private long begunAt = System.nanoTime() - LONGEST_COMPANY_NANOS;
  private long tookNanos;
  private volatile boolean stopping;
  private volatile boolean troubled;
  private volatile int inHand;

  Lane(
      IngestSettings settings,
      Sorting sorting,
      Settlement settlement,
      Aftermath aftermath,
      IngestMetrics metrics,
      InstantSource clock) {
    this.batchMessages = settings.batchMessages();
    this.sorting = sorting;
    this.settlement = settlement;
    this.aftermath = aftermath;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Never waits: how much there may be is up to the connection it came by. */
  void put(Delivery delivery) {
    inbox.add(delivery);
  }

  int waiting() {
    return inbox.size() + inHand;
  }

  /** Whether the database does not take what this lane holds. */
  boolean troubled() {
    return troubled;
  }

  void stop() {
    stopping = true;
  }

  @Override
  public void run() {
    var batch = new ArrayList<Delivery>(batchMessages);
    try {
      while (!stopping) {
        Delivery first = inbox.poll(200, TimeUnit.MILLISECONDS);
        if (first != null) {
          awaitCompany();
          batch.add(first);
          inbox.drainTo(batch, batchMessages - 1);
          inHand = batch.size();
          process(batch);
          tookNanos = System.nanoTime() - begunAt;
          batch.clear();
          inHand = 0;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A transaction costs the same for one message as for a hundred: after each the lane rests as
   * long as that took, so that under load the next one finds more to take. Whoever comes alone
   * waits for nobody.
   */
  private void awaitCompany() throws InterruptedException {
    long rest = begunAt + Math.min(2 * tookNanos, LONGEST_COMPANY_NANOS) - System.nanoTime();
    if (rest > 0 && inbox.size() < batchMessages) {
      TimeUnit.NANOSECONDS.sleep(rest);
    }
    begunAt = System.nanoTime();
  }

  /** Until it is settled, or nobody waits for it any more. */
  private void process(List<Delivery> batch) throws InterruptedException {
    long pause = FIRST_PAUSE_MS;
    while (!stopping && dropLost(batch)) {
      try {
        settle(batch);
        troubled = false;
        return;
      } catch (RuntimeException e) { // the boundary: what passes, what is the data's fault, bugs
        switch (Trouble.of(e)) {
          case PASSING -> {
            passing(e, pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
          }
          case DATA -> {
            bisect(batch, e);
            return;
          }
          case BUG -> throw e;
        }
      }
    }
  }

  private void passing(RuntimeException e, long pause) throws InterruptedException {
    if (!troubled) {
      log.warn("ingest waits for the database: {}", e.getMessage());
    }
    troubled = true;
    metrics.retry();
    TimeUnit.MILLISECONDS.sleep(pause);
  }

  /** What a connection brought that is gone comes again by another. Returns whether any is left. */
  private static boolean dropLost(List<Delivery> batch) {
    batch.removeIf(
        delivery -> {
          if (delivery.wanted()) {
            return false;
          }
          delivery.drop();
          return true;
        });
    return !batch.isEmpty();
  }

  private void settle(List<Delivery> deliveries) {
    acknowledge(deliveries, sorting.sort(deliveries));
  }

  private void acknowledge(List<Delivery> deliveries, Batch batch) {
    long start = System.nanoTime();
    Settlement.Settled settled = settlement.settle(batch);
    metrics.store().record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    deliveries.forEach(Delivery::acknowledge);
    aftermath.settled(batch, settled.news());
    Instant now = clock.instant();
    metrics.settled(deliveries, batch, settled.fresh().cardinality(), now);
  }

  /** The database refuses something in it: halves until the message is found that it is. */
  private void bisect(List<Delivery> batch, RuntimeException refusal) throws InterruptedException {
    if (batch.size() == 1) {
      reject(batch, refusal);
      return;
    }
    int half = batch.size() / 2;
    process(new ArrayList<>(batch.subList(0, half)));
    process(new ArrayList<>(batch.subList(half, batch.size())));
  }

  private void reject(List<Delivery> one, RuntimeException refusal) throws InterruptedException {
    String why = Trouble.sentence(refusal);
    log.warn("the database refuses a message on {}: {}", one.getFirst().topic(), why);
    while (!stopping && dropLost(one)) {
      try {
        var batch = new Batch(1);
        batch.reject(new Rejection(Rejection.Reason.REFUSED, why), one.getFirst());
        acknowledge(one, batch);
        return;
      } catch (RuntimeException e) { // the boundary again: only what passes is waited for
        if (Trouble.of(e) != Trouble.PASSING) {
          throw e;
        }
        passing(e, LONGEST_PAUSE_MS);
      }
    }
  }
}
