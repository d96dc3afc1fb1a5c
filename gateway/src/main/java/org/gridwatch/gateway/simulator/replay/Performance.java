package org.gridwatch.gateway.simulator.replay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

/**
 * Turns rows into telemetry messages: several rows in one when they only have to be fast, each in
 * its own when they have a time to be sent at. Threads: one.
 */
final class Performance {
  private static final int ROWS_TOGETHER = 50;

  /**
   * What a message carries.
   *
   * @param line of its first row
   */
  record Rows(long line, int count, int values) {}

  interface Output {
    void send(Rows rows, byte[] payload) throws IOException, InterruptedException;
  }

  private final ReplayPlan plan;
  private final Retiming retiming;
  private final Summary summary;
  private final Clock clock;
  private final Output output;
  private final StringBuilder message = new StringBuilder();
  private Rows collected = new Rows(0, 0, 0);
  private long lastTime = Long.MIN_VALUE;

  Performance(ReplayPlan plan, Retiming retiming, Summary summary, Clock clock, Output output) {
    this.plan = plan;
    this.retiming = retiming;
    this.summary = summary;
    this.clock = clock;
    this.output = output;
  }

  /** Carries what a consumer may not throw. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped(Exception cause) {
      super(cause);
    }
  }

  void of(Trace trace) throws IOException, InterruptedException {
    try {
      trace.read(this::take);
      flush();
    } catch (Stopped stopped) {
      if (stopped.getCause() instanceof IOException lost) {
        throw lost;
      }
      throw (InterruptedException) new InterruptedException().initCause(stopped);
    }
  }

  private void take(Trace.Line line) {
    try {
      switch (line) {
        case Trace.Empty empty -> summary.empty();
        case Trace.Faulty faulty -> summary.skipped(faulty.number(), faulty.why());
        case Trace.Row row -> perform(row);
      }
    } catch (IOException | InterruptedException end) {
      throw new Stopped(end);
    }
  }

  private void perform(Trace.Row row) throws IOException, InterruptedException {
    row.faults().forEach(fault -> summary.cell(row.number(), fault));
    if (row.values().isEmpty()) {
      summary.skipped(row.number(), "no value can be read");
      return;
    }
    long time = retiming.deviceTime(row.at());
    if (plan.times() == ReplayPlan.Times.LIVE) {
      time = Math.max(time, lastTime + 1); // faster than a row a millisecond
    } else if (time == lastTime) {
      summary.skipped(row.number(), "the same time as the row before");
      return;
    }
    lastTime = time;
    if (plan.speed().isPresent() && !plan.dryRun()) {
      waitUntil(retiming.dueAt(row.at()));
    }
    collect(row, time);
    summary.published(row.values().size());
    summary.progress(clock.millis(), row.at());
  }

  private void waitUntil(long epochMs) throws IOException, InterruptedException {
    long left = epochMs - clock.millis();
    if (left > 0) {
      flush();
      Thread.sleep(left);
    }
  }

  private void collect(Trace.Row row, long time) throws IOException, InterruptedException {
    message.append(message.isEmpty() ? '[' : ',');
    append(time, row.values());
    collected =
        new Rows(
            collected.count() == 0 ? row.number() : collected.line(),
            collected.count() + 1,
            collected.values() + row.values().size());
    if (collected.count() == ROWS_TOGETHER) {
      flush();
    }
  }

  private void append(long time, List<Trace.Value> values) {
    message.append("{\"ts\":").append(time).append(",\"values\":{");
    for (int i = 0; i < values.size(); i++) {
      message.append(i == 0 ? "\"" : ",\"").append(values.get(i).quantity());
      message.append("\":").append(values.get(i).value());
    }
    message.append("}}");
  }

  private void flush() throws IOException, InterruptedException {
    if (!message.isEmpty()) {
      output.send(collected, message.append(']').toString().getBytes(StandardCharsets.UTF_8));
      message.setLength(0);
      collected = new Rows(0, 0, 0);
    }
  }
}
