package org.gridwatch.gateway.simulator.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine under both, and what the generator itself takes from it. */
final class Machine {
  private Machine() {}

  static String description() {
    return "%d x %s, %d GiB, %s, Java %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            field("/proc/cpuinfo", "model name"),
            gibibytes(),
            "Linux " + System.getProperty("os.version"),
            System.getProperty("java.version"));
  }

  private static long gibibytes() {
    String total = field("/proc/meminfo", "MemTotal").replace("kB", "").strip();
    return total.isEmpty() ? 0 : Math.round(Long.parseLong(total) / 1048576.0);
  }

  private static String field(String file, String name) {
    try {
      for (String line : Files.readAllLines(Path.of(file))) {
        if (line.startsWith(name)) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException notLinux) {
      return "";
    }
    return "";
  }

  static double ownCpuSeconds() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean own
        ? own.getProcessCpuTime() / 1e9
        : 0;
  }
}
