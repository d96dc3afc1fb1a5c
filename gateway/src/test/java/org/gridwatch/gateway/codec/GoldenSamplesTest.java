package org.gridwatch.gateway.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/wire.md promises is what the codecs do. */
class GoldenSamplesTest {
  static List<Sample> samples() throws IOException {
    var samples = Sample.all();
    assertThat(samples).hasSizeGreaterThan(20);
    return samples;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void saysWhatTheSampleSays(Sample sample) {
    var words = Codecs.all().decode(sample.topic(), sample.payload(), Sample.ARRIVED);
    assertThat(words).extracting(Sample::text).containsExactlyElementsOf(sample.words());
  }
}
