package org.gridwatch.gateway.simulator.replay;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.gridwatch.gateway.wire.Quantity;

/** Reads a recorded trace, as often as wanted, without holding it. */
final class Trace {
  private static final int LOOK_AHEAD = 64 << 10;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** What a line of the file became. */
  sealed interface Line {
    /** Counted from 1 as an editor shows it. */
    long number();
  }

  /**
   * @param faults cells that were left out because they are no number
   */
  record Row(long number, Instant at, List<Value> values, List<String> faults) implements Line {}

  /** Every mapped cell is missing: nothing to say, and no fault. */
  record Empty(long number) implements Line {}

  record Faulty(long number, String why) implements Line {}

  record Value(Quantity quantity, double value) {}

  private final ReplayPlan plan;
  private final TimeReader times;

  Trace(ReplayPlan plan) {
    this.plan = plan;
    this.times = new TimeReader(plan.timeFormat(), plan.zone());
  }

  void read(Consumer<Line> each) throws IOException {
    try (BufferedReader text = open(plan.file());
        CSVParser rows = format(text).parse(text)) {
      int[] timeAt = plan.timeColumns().stream().mapToInt(c -> position(rows, c)).toArray();
      int[] valueAt = plan.columns().stream().mapToInt(c -> position(rows, c.column())).toArray();
      long row = 0;
      for (CSVRecord record : rows) {
        each.accept(line(record, rows.getCurrentLineNumber(), row++, timeAt, valueAt));
      }
    } catch (UncheckedIOException broken) {
      throw new IOException(plan.file() + ": " + broken.getMessage(), broken);
    }
  }

  private BufferedReader open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), LOOK_AHEAD);
    bytes.mark(2);
    boolean zipped = bytes.read() == 0x1F && bytes.read() == 0x8B;
    bytes.reset();
    Reader reader =
        new InputStreamReader(zipped ? new GZIPInputStream(bytes) : bytes, plan.charset());
    var text = new BufferedReader(reader, LOOK_AHEAD);
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    return text;
  }

  private CSVFormat format(BufferedReader text) throws IOException {
    text.mark(LOOK_AHEAD);
    String first = Optional.ofNullable(text.readLine()).orElse("");
    text.reset();
    return CSVFormat.DEFAULT
        .builder()
        .setDelimiter(plan.delimiter().orElseGet(() -> delimiter(first)))
        .setHeader()
        .setSkipHeaderRecord(true)
        .setAllowMissingColumnNames(true)
        .setIgnoreEmptyLines(true)
        .setTrim(true)
        .get();
  }

  /** Whichever of the usual ones stands there most often. */
  private static char delimiter(String first) {
    char best = ',';
    long most = 0;
    for (char candidate : new char[] {',', ';', '\t', '|'}) {
      long count = first.chars().filter(c -> c == candidate).count();
      if (count > most) {
        best = candidate;
        most = count;
      }
    }
    return best;
  }

  private static int position(CSVParser rows, String column) {
    if (column.matches("#[1-9][0-9]{0,3}")) {
      return Integer.parseInt(column.substring(1)) - 1;
    }
    Integer index = rows.getHeaderMap().get(column);
    if (index == null) {
      throw new IllegalArgumentException(
          "no column '" + column + "'; the first line names " + rows.getHeaderNames());
    }
    return index;
  }

  private Line line(CSVRecord record, long number, long row, int[] timeAt, int[] valueAt) {
    var at = instant(record, row, timeAt);
    if (at.isEmpty()) {
      return new Faulty(number, "time '" + timeText(record, timeAt) + "' cannot be read");
    }
    var values = new ArrayList<Value>(valueAt.length);
    var faults = new ArrayList<String>(0);
    for (int i = 0; i < valueAt.length; i++) {
      String cell = cell(record, valueAt[i]);
      if (!plan.missingMarks().contains(cell)) {
        ColumnMap map = plan.columns().get(i);
        number(cell, map.factor())
            .ifPresentOrElse(
                value -> values.add(new Value(map.quantity(), value)),
                () -> faults.add(map.column() + " '" + cell + "' is no number"));
      }
    }
    return values.isEmpty() && faults.isEmpty()
        ? new Empty(number)
        : new Row(number, at.get(), values, faults);
  }

  private Optional<Instant> instant(CSVRecord record, long row, int[] timeAt) {
    return plan.step()
        .map(step -> plan.start().orElse(Instant.EPOCH).plus(step.multipliedBy(row)))
        .or(() -> times.read(timeText(record, timeAt)));
  }

  private static String timeText(CSVRecord record, int[] timeAt) {
    String first = cell(record, timeAt[0]);
    return timeAt.length == 1 ? first : first + " " + cell(record, timeAt[1]);
  }

  /** Lines may be shorter than the first. */
  private static String cell(CSVRecord record, int index) {
    return index < record.size() ? record.get(index) : "";
  }

  private Optional<Double> number(String cell, BigDecimal factor) {
    String plain = plan.decimalMark() == '.' ? cell : cell.replace(plan.decimalMark(), '.');
    try {
      double value = new BigDecimal(plain).multiply(factor).doubleValue();
      return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }
}
