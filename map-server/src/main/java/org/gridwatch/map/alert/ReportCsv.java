package org.gridwatch.map.alert;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The figures as a sheet of four columns, with a BOM as our other lists have. */
final class ReportCsv {
  private final StringWriter out = new StringWriter().append('\uFEFF');
  private final CSVPrinter printer;

  private ReportCsv() throws IOException {
    printer = new CSVPrinter(out, CSVFormat.DEFAULT);
  }

  static String of(AlertReport.Figures figures) {
    try {
      return new ReportCsv().write(figures);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String write(AlertReport.Figures figures) throws IOException {
    var targets = figures.targets();
    var load = figures.load();
    line("part", "name", "value", "target");
    line("time", "from", figures.from(), null);
    line("time", "to", figures.to(), null);
    line("time", "grid", figures.grid(), null);
    line("load", "officers", figures.officers(), null);
    line("load", "alerts", figures.raised(), null);
    line("load", "per officer per 10 minutes", load.perTenMinutes(), targets.perTenMinutes());
    line("load", "per officer per hour", load.perHour(), targets.perHour());
    line("load", "per officer per day", load.perDay(), targets.perDay());
    line("load", "most in 10 minutes", load.mostInTenMinutes(), targets.floodInTenMinutes());
    line("load", "most in an hour", load.mostInAnHour(), targets.peakPerHour());
    line("load", "share of time in flood", load.floodShare(), targets.floodShare());
    for (var severity : figures.severities().entrySet()) {
      line("severity", severity.getKey(), severity.getValue(), null);
      double share = figures.shares().getOrDefault(severity.getKey(), 0.0);
      line(
          "severity", severity.getKey() + " share", share, targets.shares().get(severity.getKey()));
    }
    for (var flood : load.floods()) {
      line("flood", flood.from() + "/" + flood.to(), flood.alerts(), null);
    }
    for (var talker : figures.talkers()) {
      String who = talker.device() == null ? talker.subject() : talker.device();
      line("talker", talker.rule() + " " + who, talker.alerts(), null);
    }
    line("standing", "open for more than 24 h", figures.standing().size(), targets.standing());
    alerts("standing", figures.standing());
    alerts("chattering", figures.chattering());
    line("judged", "real", figures.judged().real(), null);
    line("judged", "false", figures.judged().falseAlarms(), null);
    line("judged", "share of false alarms", figures.judged().falseShare(), null);
    spans("to acknowledge", figures.acknowledge());
    spans("to clear", figures.clear());
    return out.toString();
  }

  private void alerts(String part, Iterable<ObjectNode> rows) throws IOException {
    for (ObjectNode row : rows) {
      String who = row.path("device").asString(row.path("subject").asString());
      String name = row.path("id").asLong() + " " + row.path("rule").asString("") + " " + who;
      line(part, name, row.path("raisedAt").asString(), null);
    }
  }

  private void spans(String name, AlertReport.Spans spans) throws IOException {
    line("seconds " + name, "alerts", spans.count(), null);
    line("seconds " + name, "p50", spans.p50S(), null);
    line("seconds " + name, "p90", spans.p90S(), null);
  }

  private void line(String part, String name, @Nullable Object value, @Nullable Object target)
      throws IOException {
    printer.printRecord(part, name, value, target);
  }
}
