package org.gridwatch.map.notify.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import javax.imageio.ImageIO;
import org.gridwatch.map.account.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureTest {
  /** Green, with a red left upper corner. */
  static byte[] photo(int width, int height, String format) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var pen = image.createGraphics();
    pen.setColor(Color.GREEN);
    pen.fillRect(0, 0, width, height);
    pen.setColor(Color.RED);
    pen.fillRect(0, 0, width / 4, height / 4);
    pen.dispose();
    var out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  /** As a camera writes it: how it was held, and where. */
  static byte[] withExif(byte[] jpeg, int orientation) {
    var tiff =
        ByteBuffer.allocate(8 + 2 + 2 * 12 + 4)
            .put("MM".getBytes(StandardCharsets.US_ASCII))
            .putShort((short) 42)
            .putInt(8)
            .putShort((short) 2)
            .putShort((short) 0x0112)
            .putShort((short) 3)
            .putInt(1)
            .putShort((short) orientation)
            .putShort((short) 0)
            .putShort((short) 0x010F)
            .putShort((short) 2)
            .putInt(4)
            .put("GPS\0".getBytes(StandardCharsets.US_ASCII))
            .putInt(0)
            .array();
    return ByteBuffer.allocate(jpeg.length + 4 + 6 + tiff.length)
        .put(jpeg, 0, 2)
        .putShort((short) 0xFFE1)
        .putShort((short) (2 + 6 + tiff.length))
        .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
        .put(tiff)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  private static BufferedImage read(byte[] jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }

  private static boolean isRed(BufferedImage image, int x, int y) {
    var colour = new Color(image.getRGB(x, y));
    return colour.getRed() > 200 && colour.getGreen() < 60;
  }

  @Test
  void aLargePhotoIsKeptAsASmallJpeg() throws IOException {
    var kept = read(Picture.redrawn(photo(4000, 3000, "jpeg")));
    assertThat(kept.getWidth()).isEqualTo(1600);
    assertThat(kept.getHeight()).isEqualTo(1200);
    assertThat(isRed(kept, 20, 20)).isTrue();
    assertThat(isRed(kept, 1580, 20)).isFalse();
  }

  @Test
  void aSmallOneKeepsItsSize() throws IOException {
    var bytes = Picture.redrawn(photo(300, 500, "png"));
    assertThat(bytes).startsWith(0xFF, 0xD8);
    assertThat(read(bytes).getHeight()).isEqualTo(500);
  }

  @Test
  void whatTheCameraWroteIsGone() {
    var sent = withExif(photo(200, 100, "jpeg"), 1);
    assertThat(new String(sent, StandardCharsets.ISO_8859_1)).contains("Exif", "GPS");
    assertThat(new String(Picture.redrawn(sent), StandardCharsets.ISO_8859_1))
        .doesNotContain("Exif", "GPS");
  }

  /** Where the red corner ends up. */
  @ParameterizedTest
  @CsvSource({
    "1, 200, 100, 10, 10",
    "2, 200, 100, 190, 10",
    "3, 200, 100, 190, 90",
    "4, 200, 100, 10, 90",
    "5, 100, 200, 10, 10",
    "6, 100, 200, 90, 10",
    "7, 100, 200, 90, 190",
    "8, 100, 200, 10, 190"
  })
  void aPhotoStandsUprightHoweverTheCameraWasHeld(int code, int width, int height, int x, int y)
      throws IOException {
    var kept = read(Picture.redrawn(withExif(photo(200, 100, "jpeg"), code)));
    assertThat(kept.getWidth()).isEqualTo(width);
    assertThat(kept.getHeight()).isEqualTo(height);
    assertThat(isRed(kept, x, y)).isTrue();
    assertThat(isRed(kept, width - 1 - x, height - 1 - y)).isFalse();
  }

  @Test
  void oneOfTooManyPixelsIsRefusedBeforeItIsDecoded() {
    var head = photo(8, 8, "png");
    ByteBuffer.wrap(head).putInt(16, 100_000).putInt(20, 100_000);
    var crc = new java.util.zip.CRC32();
    crc.update(head, 12, 17);
    ByteBuffer.wrap(head).putInt(29, (int) crc.getValue());
    assertThatThrownBy(() -> Picture.redrawn(head))
        .isInstanceOf(BadInput.class)
        .hasMessage("a photo may have at most 40 megapixels, has 100000 x 100000");
  }

  @Test
  void whatIsNoPhotoIsRefusedInWords() {
    assertThatThrownBy(() -> Picture.redrawn("<svg/>".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(BadInput.class)
        .hasMessage("a photo must be JPEG or PNG");
    assertThatThrownBy(() -> Picture.redrawn(photo(8, 8, "gif")))
        .hasMessage("a photo must be JPEG or PNG");
    assertThatThrownBy(() -> Picture.redrawn(new byte[0])).isInstanceOf(BadInput.class);
  }

  @Test
  void brokenPhotosAreRefusedOrReadAndNothingElse() {
    var random = new Random(7);
    byte[][] whole = {withExif(photo(64, 48, "jpeg"), 6), photo(64, 48, "png")};
    for (int i = 0; i < 400; i++) {
      var broken = whole[i % 2].clone();
      for (int n = 0; n < 6; n++) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(Picture.redrawn(broken)).isNotEmpty();
      } catch (BadInput refused) {
        assertThat(refused.field()).isEqualTo("photo");
      }
    }
  }
}
