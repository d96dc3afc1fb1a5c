package org.gridwatch.map.notify.duty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.commons.csv.CSVRecord;
import org.gridwatch.ingest.device.CsvText;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.grid.Grids;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * People and the grids they answer for, from a list: name, phone, email, grid, part. A line for
 * each part; a person who has several has several lines. What is wrong is told by line, the rest is
 * taken.
 */
@Component
class PeopleImport {
  private static final int MOST_LINES = 20_000;
  private static final List<String> COLUMNS = List.of("name", "phone", "email", "grid", "part");

  /** What became of one line: {@code added}, {@code known} or {@code rejected}. */
  record Line(int line, String name, String outcome, String message) {}

  record Report(int accepted, int rejected, boolean dryRun, List<Line> lines) {}

  private final Staff staff;
  private final Rota rota;
  private final Grids grids;
  private final TransactionTemplate transaction;

  PeopleImport(Staff staff, Rota rota, Grids grids, DataSource database) {
    this.staff = staff;
    this.rota = rota;
    this.grids = grids;
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
  }

  Report read(byte[] file, boolean dryRun, Instant now) {
    var lines = new ArrayList<Line>();
    transaction.executeWithoutResult(
        status -> {
          lines.addAll(readNow(file, now));
          if (dryRun) {
            status.setRollbackOnly();
          }
        });
    int rejected = (int) lines.stream().filter(line -> line.outcome.equals("rejected")).count();
    return new Report(lines.size() - rejected, rejected, dryRun, lines);
  }

  private List<Line> readNow(byte[] file, Instant now) {
    var lines = new ArrayList<Line>();
    try (var parser = CsvText.parse(file)) {
      @Nullable Map<String, Integer> header = null;
      for (CSVRecord record : parser) {
        if (header == null) {
          header = header(record);
        } else if (lines.size() == MOST_LINES) {
          throw new BadInput("file", MOST_LINES, "a list must have at most 20000 lines");
        } else {
          lines.add(line((int) parser.getCurrentLineNumber(), cells(header, record), now));
        }
      }
      if (header == null) {
        throw new BadInput("file", "", "the file is empty: its first line must name the columns");
      }
      return lines;
    } catch (IOException | UncheckedIOException e) {
      throw new BadInput("file", "", "not a CSV file: " + e.getMessage());
    }
  }

  private static Map<String, Integer> header(CSVRecord record) {
    var header = new HashMap<String, Integer>();
    for (int i = 0; i < record.size(); i++) {
      var column = record.get(i).toLowerCase(Locale.ROOT);
      if (COLUMNS.contains(column) && header.put(column, i) != null) {
        throw new BadInput("file", column, "two columns are called '" + column + "'");
      }
    }
    if (!header.containsKey("name")) {
      throw new BadInput("file", record.get(0), "no column is called 'name'");
    }
    return header;
  }

  private static Map<String, String> cells(Map<String, Integer> header, CSVRecord record) {
    var cells = new HashMap<String, String>();
    header.forEach((column, i) -> cells.put(column, i < record.size() ? record.get(i) : ""));
    return cells;
  }

  private Line line(int number, Map<String, String> cells, Instant now) {
    var name = cells.getOrDefault("name", "");
    try {
      return new Line(number, name, taken(cells, now), "");
    } catch (BadInput wrong) {
      return new Line(number, name, "rejected", String.valueOf(wrong.getMessage()));
    }
  }

  private String taken(Map<String, String> cells, Instant now) {
    var phone = cells.getOrDefault("phone", "").replaceAll("[\\s()-]", "");
    var entry = form(cells, phone).checked();
    Optional<Appointment> appointment = appointment(cells);
    var known = staff.find(entry.name(), phone.isEmpty() ? email(cells) : phone);
    int id = known.orElseGet(() -> staff.add(entry, now));
    appointment.ifPresent(part -> rota.add(part.gridId, part.part, id, now));
    return known.isPresent() ? "known" : "added";
  }

  private static String email(Map<String, String> cells) {
    return cells.getOrDefault("email", "");
  }

  private static PersonForm form(Map<String, String> cells, String phone) {
    var ways = new ArrayList<PersonForm.@Nullable WayForm>();
    if (!phone.isEmpty()) {
      ways.add(new PersonForm.WayForm("sms", phone, false, null, null));
      ways.add(new PersonForm.WayForm("voice", phone, false, null, null));
    }
    if (!email(cells).isEmpty()) {
      ways.add(new PersonForm.WayForm("email", email(cells), false, null, null));
    }
    return new PersonForm(cells.get("name"), "", null, ways);
  }

  private record Appointment(int gridId, String part) {}

  private Optional<Appointment> appointment(Map<String, String> cells) {
    var code = cells.getOrDefault("grid", "");
    var part = cells.getOrDefault("part", "");
    if (code.isEmpty() && part.isEmpty()) {
      return Optional.empty();
    }
    var grid =
        grids
            .byCode(code)
            .orElseThrow(() -> new BadInput("grid", code, "there is no grid '" + code + "'"));
    if (!part.equals("leader") && !part.equals("deputy")) {
      throw new BadInput("part", part, "part must be leader or deputy, was '" + part + "'");
    }
    return Optional.of(new Appointment(grid.id(), part));
  }
}
