package org.gridwatch.gateway.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerUsageTest {
  @TempDir private Path proc = Path.of("");

  @Test
  void addsTheDatabaseWithItsBackendsAndThoseThatEnded() throws IOException {
    process(10, 1, "java", 1_000, 200, 0, 0);
    process(20, 1, "postgres", 10, 5, 300, 100);
    process(21, 20, "postgres: writer (a b)", 40, 20, 0, 0);
    process(30, 1, "somebody else", 9_999, 0, 0, 0);
    Files.writeString(proc.resolve("10/status"), "Name:\tjava\nVmRSS:\t  2048 kB\n");
    Files.writeString(proc.resolve("20/smaps_rollup"), "x\nRss: 900 kB\nPss:  100 kB\n");
    Files.writeString(proc.resolve("21/smaps_rollup"), "x\nPss:  28 kB\n");

    var all = new ServerUsage(proc, 10, OptionalLong.of(20));
    assertThat(all.cpuSeconds()).isEqualTo(16.75);
    assertThat(all.memoryBytes()).isEqualTo((2048 + 128) << 10);
    assertThat(new ServerUsage(proc, 10, OptionalLong.empty()).cpuSeconds()).isEqualTo(12);
  }

  private void process(int pid, int parent, String name, int user, int system, int cu, int cs)
      throws IOException {
    Path folder = Files.createDirectories(proc.resolve(Integer.toString(pid)));
    Files.writeString(
        folder.resolve("stat"),
        "%d (%s) S %d 1 1 0 -1 0 0 0 0 0 %d %d %d %d 20 0 1 0\n"
            .formatted(pid, name, parent, user, system, cu, cs));
  }
}
