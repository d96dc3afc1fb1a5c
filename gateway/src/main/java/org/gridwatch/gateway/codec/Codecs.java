package org.gridwatch.gateway.codec;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gridwatch.gateway.wire.DeviceName;
import org.gridwatch.gateway.wire.Rejection;
import org.gridwatch.gateway.wire.Word;

/** The formats an installation understands; the first that speaks a topic decodes it. */
public final class Codecs implements Codec {
  private final List<Codec> codecs;

  public Codecs(List<Codec> codecs) {
    this.codecs = List.copyOf(codecs);
  }

  /** Every format there is. */
  public static Codecs all() {
    return new Codecs(List.of(new FrigateCodec(), new NativeCodec()));
  }

  @Override
  public boolean speaks(String topic) {
    return of(topic).isPresent();
  }

  @Override
  public List<String> filters() {
    return codecs.stream().flatMap(codec -> codec.filters().stream()).toList();
  }

  @Override
  public Optional<DeviceName> speaker(String topic) {
    return of(topic).flatMap(codec -> codec.speaker(topic));
  }

  @Override
  public List<Word> decode(String topic, byte[] payload, Instant arrivedAt) {
    var codec = of(topic);
    return codec.isPresent()
        ? codec.get().decode(topic, payload, arrivedAt)
        : List.of(new Rejection(Rejection.Reason.TOPIC, topic));
  }

  private Optional<Codec> of(String topic) {
    for (Codec codec : codecs) {
      if (codec.speaks(topic)) {
        return Optional.of(codec);
      }
    }
    return Optional.empty();
  }
}
