package org.gridwatch.gateway.simulator.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import javax.imageio.ImageIO;
import org.gridwatch.gateway.simulator.life.Story.View;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreetSceneTest {
  private static final Instant DAY = Instant.parse("2026-07-01T12:00:00+08:00");
  private static final Instant NIGHT = Instant.parse("2026-07-01T22:00:00+08:00");

  @ParameterizedTest
  @EnumSource(View.class)
  void picturesAreSmallJpegsByDayAndNight(View view) throws IOException {
    for (var at : new Instant[] {DAY, NIGHT}) {
      byte[] jpeg = StreetScene.jpeg("CM-0042", at, view);
      assertThat(jpeg.length).isBetween(2_000, 60_000);
      assertThat(ImageIO.read(new ByteArrayInputStream(jpeg)).getWidth()).isEqualTo(960);
      assertThat(StreetScene.jpeg("CM-0042", at, view)).isEqualTo(jpeg);
    }
  }
}
