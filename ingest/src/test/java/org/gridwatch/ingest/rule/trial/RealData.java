package org.gridwatch.ingest.rule.trial;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Recorded data that lies beside the project and is no part of it, in a folder {@code shared/data}
 * of some folder above, or where {@code -Dgridwatch.shared=DIR} says.
 */
final class RealData {
  private RealData() {}

  /** Skips the running test, visibly, where the file is not there. */
  static Path path(String file) {
    String named = System.getProperty("gridwatch.shared");
    Path found = Path.of(named == null ? "shared" : named, "data", file).toAbsolutePath();
    for (Path up = Path.of("").toAbsolutePath();
        named == null && up != null && !Files.exists(found);
        up = up.getParent()) {
      found = up.resolve("shared/data").resolve(file);
    }
    assumeThat(found).as("real data, which is no part of the repository").exists();
    return found;
  }

  /** A table of a text file, packed or not: its header and its rows. */
  record Table(List<String> header, List<String[]> rows) {
    int column(String name) {
      return header.indexOf(name);
    }

    double number(int row, String name) {
      String cell = rows.get(row)[column(name)];
      return cell.isEmpty() ? 0 : Double.parseDouble(cell);
    }
  }

  static Table table(String file, String delimiter) {
    Path path = path(file);
    try (InputStream bytes = Files.newInputStream(path);
        InputStream plain = file.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
        var lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      var rows = new ArrayList<String[]>();
      lines.lines().forEach(line -> rows.add(line.split(delimiter, -1)));
      return new Table(List.of(rows.getFirst()), rows.subList(1, rows.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How well an alert that stands agrees with the labels, row by row. */
  static final class Score {
    int hits;
    int falseOnes;
    int missed;
    int calm;
    int begun;
    final List<Long> delaysS = new ArrayList<>();
    private boolean labelled;
    private boolean waiting;
    private long labelSinceMs;

    void add(boolean standing, boolean label, long atMs) {
      hits += standing && label ? 1 : 0;
      falseOnes += standing && !label ? 1 : 0;
      missed += !standing && label ? 1 : 0;
      calm += !standing && !label ? 1 : 0;
      if (label && !labelled) {
        begun++;
        waiting = true;
        labelSinceMs = atMs;
      }
      if (label && standing && waiting) {
        delaysS.add((atMs - labelSinceMs) / 1_000);
        waiting = false;
      }
      labelled = label;
    }

    /** Another stream follows. */
    void endStream() {
      labelled = false;
    }

    void add(Score other) {
      hits += other.hits;
      falseOnes += other.falseOnes;
      missed += other.missed;
      calm += other.calm;
      begun += other.begun;
      delaysS.addAll(other.delaysS);
    }

    double precision() {
      return hits == 0 ? 0 : hits / (double) (hits + falseOnes);
    }

    double recall() {
      return hits == 0 ? 0 : hits / (double) (hits + missed);
    }

    double f1() {
      return hits == 0 ? 0 : 2 * precision() * recall() / (precision() + recall());
    }

    double falseAlarmRate() {
      return falseOnes / (double) Math.max(1, falseOnes + calm);
    }

    /** A line of a table in Markdown. */
    String line(String name) {
      long middle =
          delaysS.isEmpty() ? -1 : delaysS.stream().sorted().toList().get(delaysS.size() / 2);
      return String.format(
          Locale.ROOT,
          "| %s | %.2f | %.2f | %.2f | %.2f | %.2f | %d of %d | %s |",
          name,
          precision(),
          recall(),
          f1(),
          100 * falseAlarmRate(),
          100 * (1 - recall()),
          delaysS.size(),
          begun,
          middle < 0 ? "-" : middle + " s");
    }
  }

  static void print(String line) {
    System.out.println(line);
  }
}
