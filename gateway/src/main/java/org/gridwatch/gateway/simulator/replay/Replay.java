package org.gridwatch.gateway.simulator.replay;

import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.gridwatch.gateway.simulator.link.MqttLink;
import org.gridwatch.gateway.simulator.link.Tls;
import org.gridwatch.gateway.simulator.local.LocalInstallation;
import org.gridwatch.gateway.simulator.local.NewDevice;
import org.gridwatch.gateway.wire.Topic;
import picocli.CommandLine;

/** {@code ./run replay}. */
public final class Replay {
  private static final int ALL_PUBLISHED = 0;
  private static final int SOME_SKIPPED = 1;
  private static final int NOT_REPLAYED = 2;

  private Replay() {}

  /** Returns the exit code. */
  public static int run(String[] args, PrintStream out) {
    var command = new ReplayCommand();
    var parser = new CommandLine(command);
    try {
      parser.parseArgs(args);
      if (parser.isUsageHelpRequested()) {
        parser.usage(out);
        return ALL_PUBLISHED;
      }
      return replay(command.checked(), Clock.systemUTC(), out);
    } catch (CommandLine.ParameterException | IllegalArgumentException wrong) {
      out.println(wrong.getMessage() + " (./run replay --help lists everything)");
      return NOT_REPLAYED;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return NOT_REPLAYED;
    } catch (NoSuchFileException missing) {
      out.println("there is no file " + missing.getFile());
      return NOT_REPLAYED;
    } catch (IOException trouble) {
      out.println("not replayed: " + trouble.getMessage());
      return NOT_REPLAYED;
    }
  }

  private static int replay(ReplayPlan plan, Clock clock, PrintStream out)
      throws IOException, InterruptedException {
    var trace = new Trace(plan);
    var span = Span.of(trace);
    out.printf(
        Locale.ROOT,
        "%s: %,d rows from %s to %s%n",
        plan.file().getFileName(),
        span.rows(),
        span.first(),
        span.newest());
    if (span.rows() == 0) {
      out.println("not replayed: no row has a time and a value");
      return NOT_REPLAYED;
    }
    Instant start = clock.instant();
    var summary = new Summary(out, start);
    var retiming = new Retiming(plan.times(), plan.speed(), span.first(), span.newest(), start);
    publish(plan, trace, span, retiming, summary, clock, out);
    summary.print(Duration.between(start, clock.instant()));
    return summary.published() == 0 ? NOT_REPLAYED : summary.clean() ? ALL_PUBLISHED : SOME_SKIPPED;
  }

  private static void publish(
      ReplayPlan plan,
      Trace trace,
      Span span,
      Retiming retiming,
      Summary summary,
      Clock clock,
      PrintStream out)
      throws IOException, InterruptedException {
    String topic = Topic.of(plan.device(), Topic.Kind.TELEMETRY).toString();
    if (plan.dryRun()) {
      new Performance(plan, retiming, summary, clock, (rows, payload) -> {}).of(trace);
      return;
    }
    EventLoopGroup loop = MqttLink.loops(1);
    try (var sender =
        new Sender<Performance.Rows>(
            options(plan, span, out),
            loop,
            topic,
            (rows, no) ->
                summary.refused(
                    rows.line(), rows.count(), rows.values(), String.valueOf(no.getMessage())))) {
      new Performance(plan, retiming, summary, clock, sender::send).of(trace);
      sender.finish();
    } finally {
      loop.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    }
  }

  private static MqttLink.Options options(ReplayPlan plan, Span span, PrintStream out)
      throws IOException, InterruptedException {
    String name = plan.device().value();
    String token = plan.token().isPresent() ? plan.token().get() : token(plan, span, out);
    var options =
        MqttLink.Options.to(plan.broker().getHost(), plan.broker().getPort(), name)
            .signedInAs(name, token);
    if (!"mqtts".equals(plan.broker().getScheme())) {
      return options;
    }
    return options.over(
        plan.trust().isPresent() ? Tls.trusting(plan.trust().get()) : Tls.ofSystem());
  }

  /** From the installation on this machine, which gets to know the device when it does not yet. */
  private static String token(ReplayPlan plan, Span span, PrintStream out)
      throws IOException, InterruptedException {
    String name = plan.device().value();
    try (var installation = LocalInstallation.in(plan.dataDir(), plan.httpPort())) {
      if (installation.knows(name)) {
        out.println(name + " is registered; it gets a new token.");
        return installation.newToken(name);
      }
      boolean original = plan.times() == ReplayPlan.Times.ORIGINAL;
      var device =
          new NewDevice(
              name,
              plan.kind(),
              "",
              "replay of " + plan.file().getFileName(),
              span.usualGapSeconds(),
              "",
              "",
              original);
      out.println("Registering " + name + " (" + plan.kind() + ").");
      String token = installation.register(java.util.List.of(device)).get(name);
      if (token == null) {
        throw new IOException("the installation gave no token for " + name);
      }
      return token;
    }
  }
}
