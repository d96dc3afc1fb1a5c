package org.gridwatch.gateway.simulator.replay;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What became of the file, told while it happens and at the end. Threads: one. */
final class Summary {
  private static final int FAULTS_TOLD = 20;
  private static final int PROGRESS_EVERY_MS = 2_000;

  private final PrintStream out;
  private long rows;
  private long published;
  private long values;
  private long empty;
  private long skipped;
  private long cellsSkipped;
  private long told;
  private long lastProgressMs;

  Summary(PrintStream out, Instant start) {
    this.out = out;
    this.lastProgressMs = start.toEpochMilli();
  }

  void published(int valueCount) {
    rows++;
    published++;
    values += valueCount;
  }

  void empty() {
    rows++;
    empty++;
  }

  void skipped(long line, String why) {
    rows++;
    skipped++;
    tell(line, "skipped: " + why);
  }

  /** Was counted as published when it left. */
  void refused(long line, int rowCount, int valueCount, String why) {
    published -= rowCount;
    values -= valueCount;
    skipped += rowCount;
    tell(line, rowCount + " rows from here refused: " + why);
  }

  void cell(long line, String why) {
    cellsSkipped++;
    tell(line, why);
  }

  private void tell(long line, String what) {
    if (++told <= FAULTS_TOLD) {
      out.println("line " + line + ": " + what);
    } else if (told == FAULTS_TOLD + 1) {
      out.println("(more faults follow; they are counted)");
    }
  }

  void progress(long nowMs, Instant reached) {
    if (nowMs - lastProgressMs >= PROGRESS_EVERY_MS) {
      lastProgressMs = nowMs;
      out.printf(Locale.ROOT, "%,d rows, recorded up to %s%n", rows, reached);
    }
  }

  boolean clean() {
    return skipped == 0 && cellsSkipped == 0;
  }

  long published() {
    return published;
  }

  void print(Duration took) {
    out.printf(
        Locale.ROOT,
        "%,d rows read; %,d published with %,d readings, %,d had no value, %,d skipped; %,d single"
            + " values skipped; %.1f s%n",
        rows,
        published,
        values,
        empty,
        skipped,
        cellsSkipped,
        took.toMillis() / 1000.0);
  }
}
