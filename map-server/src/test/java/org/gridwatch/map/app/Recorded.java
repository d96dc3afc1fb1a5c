package org.gridwatch.map.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A recorded trace, read by other code than that which replays it: so the two check each other.
 *
 * @param rows cells of every line but the first
 */
record Recorded(List<String> header, List<String[]> rows) {

  static Recorded read(Path file, String delimiter) throws IOException {
    List<String[]> lines =
        Files.readAllLines(file).stream().map(line -> line.split(delimiter, -1)).toList();
    return new Recorded(Arrays.asList(lines.getFirst()), lines.subList(1, lines.size()));
  }

  /** Value by the time of a column; what is missing is left out, a repeated time counts once. */
  NavigableMap<Instant, Double> byTime(String column, String pattern, String... timeColumns) {
    var format = DateTimeFormatter.ofPattern(pattern);
    var times =
        rows.stream()
            .map(
                row ->
                    String.join(
                        " ", Arrays.stream(timeColumns).map(c -> row[header.indexOf(c)]).toList()))
            .map(text -> LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC))
            .toList();
    return values(column, times);
  }

  /** Value by the time of a row, when each comes so many seconds after the one before. */
  NavigableMap<Instant, Double> byStep(String column, int seconds) {
    return values(
        column,
        IntStream.range(0, rows.size())
            .mapToObj(row -> Instant.EPOCH.plusSeconds((long) row * seconds))
            .toList());
  }

  private NavigableMap<Instant, Double> values(String column, List<Instant> times) {
    int at = header.indexOf(column);
    var values = new TreeMap<Instant, Double>();
    for (int row = 0; row < rows.size(); row++) {
      String cell = rows.get(row)[at];
      if (!cell.isEmpty() && !cell.equals("?")) {
        values.putIfAbsent(times.get(row), Double.parseDouble(cell));
      }
    }
    return values;
  }
}
