package org.gridwatch.gateway.simulator.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the server takes from this machine: its own process and, when the database is its embedded
 * one, all of PostgreSQL's. Shared pages of PostgreSQL count once (proportional set size).
 */
final class ServerUsage {
  private static final double TICKS_PER_SECOND = 100;

  /** Fields of {@code /proc/PID/stat} after the command's name in brackets. */
  private static final int PARENT = 1;

  private static final int USER = 11;
  private static final int CHILDREN_SYSTEM = 14;

  private final Path proc;
  private final long pid;
  private final OptionalLong postmaster;

  ServerUsage(Path proc, long pid, OptionalLong postmaster) {
    this.proc = proc;
    this.pid = pid;
    this.postmaster = postmaster;
  }

  static ServerUsage of(long pid, Path dataDir) throws IOException {
    if (!Files.isDirectory(Path.of("/proc", Long.toString(pid)))) {
      throw new IOException("the server's process " + pid + " (gridwatch.pid) is not running");
    }
    return new ServerUsage(Path.of("/proc"), pid, postmasterBelow(dataDir));
  }

  private static OptionalLong postmasterBelow(Path dataDir) throws IOException {
    try (Stream<Path> files =
        Files.find(dataDir, 4, (path, facts) -> path.endsWith("postmaster.pid"))) {
      var file = files.findFirst();
      return file.isEmpty()
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(Files.readAllLines(file.get()).getFirst().strip()));
    }
  }

  boolean databaseIncluded() {
    return postmaster.isPresent();
  }

  double cpuSeconds() throws IOException {
    long ticks = ticks(pid, false);
    if (postmaster.isPresent()) {
      ticks += ticks(postmaster.getAsLong(), true);
      for (long child : childrenOf(postmaster.getAsLong())) {
        ticks += ticks(child, false);
      }
    }
    return ticks / TICKS_PER_SECOND;
  }

  long memoryBytes() throws IOException {
    long bytes = kilobytes(pid, "status", "VmRSS:") << 10;
    if (postmaster.isPresent()) {
      bytes += kilobytes(postmaster.getAsLong(), "smaps_rollup", "Pss:") << 10;
      for (long child : childrenOf(postmaster.getAsLong())) {
        bytes += kilobytes(child, "smaps_rollup", "Pss:") << 10;
      }
    }
    return bytes;
  }

  /** With {@code ended}: and of children that have ended and been waited for. */
  private long ticks(long process, boolean ended) throws IOException {
    List<String> stat = stat(process);
    long sum = 0;
    for (int i = USER; i <= (ended ? CHILDREN_SYSTEM : USER + 1) && i < stat.size(); i++) {
      sum += Long.parseLong(stat.get(i));
    }
    return sum;
  }

  /** Empty when the process has just ended. */
  private List<String> stat(long process) throws IOException {
    Path file = proc.resolve(Long.toString(process)).resolve("stat");
    if (!Files.exists(file)) {
      return List.of();
    }
    String text = Files.readString(file);
    return List.of(text.substring(text.lastIndexOf(')') + 2).strip().split(" "));
  }

  private List<Long> childrenOf(long parent) throws IOException {
    var children = new ArrayList<Long>();
    try (Stream<Path> processes = Files.list(proc)) {
      for (Path process : (Iterable<Path>) processes::iterator) {
        String name = process.getFileName().toString();
        if (name.chars().allMatch(Character::isDigit) && parentOf(name) == parent) {
          children.add(Long.parseLong(name));
        }
      }
    }
    return children;
  }

  private long parentOf(String process) {
    try {
      List<String> stat = stat(Long.parseLong(process));
      return stat.isEmpty() ? -1 : Long.parseLong(stat.get(PARENT));
    } catch (IOException ended) {
      return -1;
    }
  }

  private long kilobytes(long process, String file, String field) throws IOException {
    Path path = proc.resolve(Long.toString(process)).resolve(file);
    if (!Files.exists(path)) {
      return 0;
    }
    try {
      for (String line : Files.readAllLines(path)) {
        if (line.startsWith(field)) {
          return Long.parseLong(line.substring(field.length()).replace("kB", "").strip());
        }
      }
    } catch (java.nio.file.AccessDeniedException | java.nio.file.NoSuchFileException otherUsers) {
      return 0;
    }
    return 0;
  }
}
