package org.gridwatch.map.notify.tap;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.gridwatch.map.account.BadInput;

/**
 * A photo as it is kept: drawn anew, upright and not too large, so that nothing remains of what its
 * camera wrote beside it, such as where it was taken. Pure.
 */
final class Picture {
  static final int LONGEST = 1_600;
  static final long MOST_PIXELS = 40_000_000;

  private static final Set<String> FORMATS = Set.of("jpeg", "png", "webp");

  /** Each takes some 40 MB while it is drawn. */
  private static final Semaphore DRAWING = new Semaphore(2);

  private Picture() {}

  /**
   * @throws BadInput when it is no photo, or one too large to be looked at
   */
  static byte[] redrawn(byte[] sent) {
    DRAWING.acquireUninterruptibly();
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(sent))) {
      var reader = reader(in);
      try {
        return encoded(upright(small(reader), Orientation.of(sent)));
      } finally {
        reader.dispose();
      }
    } catch (BadInput refused) {
      throw refused;
    } catch (IOException | RuntimeException broken) { // decoders throw anything at broken bytes
      throw new BadInput("photo", broken.getMessage(), "the photo cannot be read");
    } finally {
      DRAWING.release();
    }
  }

  private static ImageReader reader(ImageInputStream in) throws IOException {
    for (var readers = ImageIO.getImageReaders(in); readers.hasNext(); ) {
      var reader = readers.next();
      var format = reader.getFormatName().toLowerCase(Locale.ROOT);
      if (FORMATS.contains(format)) {
        reader.setInput(in, true, true);
        return reader;
      }
      reader.dispose();
    }
    throw new BadInput("photo", "", "a photo must be JPEG or PNG");
  }

  /** Of a large one only every so many pixels are decoded, still twice as many as are kept. */
  private static BufferedImage small(ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if ((long) width * height > MOST_PIXELS) {
      throw new BadInput(
          "photo",
          width + " x " + height,
          "a photo may have at most 40 megapixels, has " + width + " x " + height);
    }
    int step = Math.max(1, Math.max(width, height) / (2 * LONGEST));
    var how = reader.getDefaultReadParam();
    how.setSourceSubsampling(step, step, 0, 0);
    return reader.read(0, how);
  }

  private static BufferedImage upright(BufferedImage image, Orientation turned) {
    double scale = Math.min(1, LONGEST / (double) Math.max(image.getWidth(), image.getHeight()));
    int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
    var drawn =
        turned.swapsSides()
            ? new BufferedImage(height, width, BufferedImage.TYPE_INT_RGB)
            : new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = drawn.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, drawn.getWidth(), drawn.getHeight());
    AffineTransform how = turned.upright(width, height);
    how.scale((double) width / image.getWidth(), (double) height / image.getHeight());
    pen.drawImage(image, how, null);
    pen.dispose();
    return drawn;
  }

  private static byte[] encoded(BufferedImage image) throws IOException {
    var bytes = new ByteArrayOutputStream(1 << 18);
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "jpeg", out);
    }
    return bytes.toByteArray();
  }
}
