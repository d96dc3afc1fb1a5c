package org.gridwatch.map.notify.tap;

import java.awt.geom.AffineTransform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How a camera was held, as it writes it into a JPEG (EXIF, tag 274): it is told apart before the
 * rest of what it wrote is dropped. Pure.
 *
 * @param code 1 upright to 8
 */
record Orientation(int code) {
  private static final Orientation UPRIGHT = new Orientation(1);
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int TAG = 0x0112;
  private static final int IMAGE_BEGINS = 0xDA;
  private static final int APP1 = 0xE1;

  /** Upright, if nothing says otherwise. */
  static Orientation of(byte[] file) {
    try {
      return read(ByteBuffer.wrap(file));
    } catch (IndexOutOfBoundsException | IllegalArgumentException cutShort) {
      return UPRIGHT;
    }
  }

  private static Orientation read(ByteBuffer file) {
    if (file.getShort(0) != (short) 0xFFD8) {
      return UPRIGHT;
    }
    for (int at = 2; (file.get(at) & 0xFF) == 0xFF; ) {
      int marker = file.get(at + 1) & 0xFF;
      int length = file.getShort(at + 2) & 0xFFFF;
      if (marker == IMAGE_BEGINS) {
        return UPRIGHT;
      }
      var begin = new byte[EXIF.length];
      file.get(at + 4, begin);
      if (marker == APP1 && Arrays.equals(begin, EXIF)) {
        return inTiff(file.slice(at + 4 + EXIF.length, length - 2 - EXIF.length));
      }
      at += 2 + length;
    }
    return UPRIGHT;
  }

  private static Orientation inTiff(ByteBuffer tiff) {
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int entries = tiff.getShort(directory) & 0xFFFF;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      if ((tiff.getShort(entry) & 0xFFFF) == TAG) {
        int code = tiff.getShort(entry + 8);
        return code >= 1 && code <= 8 ? new Orientation(code) : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  boolean swapsSides() {
    return code >= 5;
  }

  /**
   * From the stored picture to the upright one.
   *
   * @param w of the stored picture in pixels, as {@code h} its height
   */
  AffineTransform upright(double w, double h) {
    return switch (code) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
      default -> new AffineTransform();
    };
  }
}
