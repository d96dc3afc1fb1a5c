package org.gridwatch.gateway.simulator.load;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.gridwatch.gateway.simulator.local.LocalInstallation;
import picocli.CommandLine;

/** {@code ./run load}. */
public final class LoadGenerator {
  private static final int ALL_THERE = 0;
  private static final int SOMETHING_MISSING = 1;
  private static final int NOT_MEASURED = 2;

  private LoadGenerator() {}

  /** Returns the exit code. */
  public static int run(String[] args, PrintStream out) {
    var command = new LoadCommand();
    var parser = new CommandLine(command);
    try {
      parser.parseArgs(args);
      if (parser.isUsageHelpRequested()) {
        parser.usage(out);
        return ALL_THERE;
      }
      return measure(command.checked(), "./run load " + String.join(" ", args), out);
    } catch (CommandLine.ParameterException | IllegalArgumentException wrong) {
      out.println(wrong.getMessage() + " (./run load --help lists everything)");
      return NOT_MEASURED;
    }
  }

  private static int measure(LoadPlan plan, String command, PrintStream out) {
    try (var installation = LocalInstallation.in(plan.dataDir(), plan.httpPort());
        var run = new LoadRun(plan, installation, out)) {
      LoadReport report = run.measure(command);
      out.println(report.json());
      if (plan.report().isPresent()) {
        report.write(plan.report().get());
      }
      return report.allThere() ? ALL_THERE : SOMETHING_MISSING;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      out.println("stopped");
      return NOT_MEASURED;
    } catch (IOException | SQLException | ExecutionException | TimeoutException trouble) {
      out.println("not measured: " + trouble.getMessage());
      return NOT_MEASURED;
    }
  }
}
