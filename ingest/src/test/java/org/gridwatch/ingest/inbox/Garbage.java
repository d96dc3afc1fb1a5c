package org.gridwatch.ingest.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;

/** Telemetry that nobody can take, of every kind; each holds at least one fault and no reading. */
final class Garbage {
  private Garbage() {}

  static byte[] next(Random random) {
    return switch (random.nextInt(10)) {
      case 0 -> "{\"ts\":1767225600000,\"values\":{\"ch4_lel\":3.2".getBytes(UTF_8);
      case 1 -> "{\"ts\":1767225600000,\"values\":{\"ch4_lel\":NaN}}".getBytes(UTF_8);
      case 2 -> "{\"ts\":1767225600000,\"values\":{\"ch4_lel\":1e999}}".getBytes(UTF_8);
      case 3 -> "{\"ts\":1767225600000,\"values\":{\"ch4_lel\":[1,{}]}}".getBytes(UTF_8);
      case 4 -> "[".repeat(1 + random.nextInt(5_000)).getBytes(UTF_8);
      case 5 -> "{\"ts\":1000,\"values\":{\"ch4_lel\":1}}".getBytes(UTF_8);
      case 6 -> "{\"ts\":4102444800000,\"values\":{\"ch4_lel\":1}}".getBytes(UTF_8);
      case 7 -> "{\"ts\":1767225600000,\"values\":{\"CH4 LEL\":1}}".getBytes(UTF_8);
      case 8 -> "\"%d\"".formatted(random.nextLong()).getBytes(UTF_8);
      default -> {
        var bytes = new byte[1 + random.nextInt(200)];
        random.nextBytes(bytes);
        bytes[0] = (byte) 0xff;
        yield bytes;
      }
    };
  }
}
