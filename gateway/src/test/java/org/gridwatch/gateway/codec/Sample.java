package org.gridwatch.gateway.codec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gridwatch.gateway.wire.DeviceEvent;
import org.gridwatch.gateway.wire.Presence;
import org.gridwatch.gateway.wire.Quality;
import org.gridwatch.gateway.wire.Reading;
import org.gridwatch.gateway.wire.Rejection;
import org.gridwatch.gateway.wire.Snapshot;
import org.gridwatch.gateway.wire.Word;

/** A golden sample: bytes in, words out, as written in docs/wire.md and in the folder golden. */
record Sample(String where, String topic, byte[] payload, List<String> words) {
  static final Instant ARRIVED = Instant.parse("2026-01-01T00:05:00Z");

  private static final Pattern FENCE = Pattern.compile("```sample\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PARTS =
      Pattern.compile("topic: (.*?)\npayload(-base64)?:\n(.*?)\nwords:\n(.*)", Pattern.DOTALL);

  static List<Sample> all() throws IOException {
    var samples = new ArrayList<>(in(Path.of("../docs/wire.md")));
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden"))) {
      for (Path file : files.sorted().toList()) {
        samples.addAll(in(file));
      }
    }
    return samples;
  }

  private static List<Sample> in(Path file) throws IOException {
    var samples = new ArrayList<Sample>();
    Matcher fence = FENCE.matcher(Files.readString(file));
    while (fence.find()) {
      samples.add(parse(file.getFileName() + " #" + (samples.size() + 1), fence.group(1)));
    }
    return samples;
  }

  private static Sample parse(String where, String text) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(where + " is not a sample: " + text);
    }
    byte[] payload =
        parts.group(2) == null
            ? parts.group(3).getBytes(StandardCharsets.UTF_8)
            : Base64.getDecoder().decode(parts.group(3));
    return new Sample(where, parts.group(1), payload, parts.group(4).lines().toList());
  }

  static String text(Word word) {
    return switch (word) {
      case Reading r ->
          "reading %s %s %s %s %s"
              .formatted(
                  r.device(),
                  r.quantity(),
                  r.value(),
                  text(r.quality()),
                  r.clocked() ? r.takenAt() : "on arrival");
      case DeviceEvent e ->
          "event %s %s %s %s %s %s"
              .formatted(
                  e.device(),
                  e.id(),
                  e.type(),
                  e.score().isPresent() ? e.score().getAsDouble() : "-",
                  e.phase().name().toLowerCase(Locale.ROOT),
                  e.at());
      case Snapshot s ->
          "snapshot %s %s %d bytes".formatted(s.device(), s.event(), s.jpeg().length);
      case Presence p -> "presence %s %s".formatted(p.device(), p.online() ? "online" : "offline");
      case Rejection r -> "rejected %s: %s".formatted(r.reason().label(), r.detail());
    };
  }

  private static String text(Quality quality) {
    String grade = quality.grade().name().toLowerCase(Locale.ROOT);
    return quality.reason() == Quality.Reason.NONE
        ? grade
        : grade + "/" + quality.reason().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return where + " " + topic;
  }
}
