package org.gridwatch.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract and its codecs stay free of everything that could make them hard to reuse. */
class PlainContractTest {
  private static final List<String> FOREIGN =
      List.of(
          "import org.springframework",
          "import java.io.",
          "import java.nio.file",
          "import java.net.",
          "import java.sql",
          "import io.netty",
          "import org.apache.activemq",
          "import org.gridwatch.gateway.broker");

  @ParameterizedTest
  @ValueSource(strings = {"wire", "codec"})
  void contractAndCodecsKnowNoFrameworkAndDoNoInputOrOutput(String folder) throws IOException {
    Path sources = Path.of("src/main/java/org/gridwatch/gateway", folder);
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.toList()) {
        assertThat(Files.readString(file)).as(file.toString()).doesNotContain(FOREIGN);
      }
    }
  }
}
