package org.gridwatch.gateway.simulator.scene;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.gridwatch.gateway.simulator.life.Story.View;

/** A street as a camera on a pole sees it: always the same one for the same camera. */
public final class StreetScene {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 540;
  private static final int HORIZON = 200;
  private static final float JPEG_QUALITY = 0.72f;
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final String camera;
  private final ZonedDateTime time;
  private final View view;
  private final boolean night;

  /** The camera's own street: houses and trees. */
  private final Random street;

  /** What changes from picture to picture. */
  private final Random moment;

  private StreetScene(String camera, Instant at, View view) {
    this.camera = camera;
    this.time = at.atZone(ZONE);
    this.view = view;
    this.night = time.getHour() < 6 || time.getHour() >= 19;
    this.street = new Random(camera.hashCode());
    this.moment = new Random(camera.hashCode() * 31L + at.toEpochMilli());
  }

  /** A JPEG of at most some 60 kB; the same camera, instant and view give the same picture. */
  public static byte[] jpeg(String camera, Instant at, View view) {
    return new StreetScene(camera, at, view).encoded();
  }

  private byte[] encoded() {
    var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    var canvas = image.createGraphics();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    paint(canvas);
    canvas.dispose();
    var bytes = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      var settings = writer.getDefaultWriteParam();
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionQuality(JPEG_QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), settings);
    } catch (IOException e) {
      throw new UncheckedIOException("a picture in memory cannot be written", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private void paint(Graphics2D canvas) {
    sky(canvas);
    ground(canvas);
    houses(canvas);
    road(canvas);
    trees(canvas);
    traffic(canvas);
    if (night) {
      lamps(canvas);
    }
    if (view == View.SMOKE) {
      smoke(canvas);
    } else if (view == View.COVERED) {
      cover(canvas);
    }
    stamp(canvas);
  }

  private void sky(Graphics2D canvas) {
    var top = night ? new Color(12, 17, 30) : new Color(140, 172, 205);
    var low = night ? new Color(38, 44, 62) : new Color(214, 222, 226);
    canvas.setPaint(new GradientPaint(0, 0, top, 0, HORIZON, low));
    canvas.fillRect(0, 0, WIDTH, HEIGHT);
    canvas.setColor(night ? new Color(24, 30, 36) : new Color(132, 150, 140));
    var hills = new Path2D.Double();
    hills.moveTo(0, HORIZON + 10);
    double height = street.nextDouble(30, 70);
    for (int x = 0; x <= WIDTH; x += 60) {
      height = Math.clamp(height + street.nextDouble(-16, 16), 20, 90);
      hills.lineTo(x, HORIZON - height);
    }
    hills.lineTo(WIDTH, HORIZON + 10);
    hills.closePath();
    canvas.fill(hills);
  }

  /** Slabs on both sides, smaller towards the vanishing point. */
  private void houses(Graphics2D canvas) {
    for (int i = 5; i >= 0; i--) {
      double near = StrictMath.pow(0.68, i);
      slab(canvas, vanishing() - 130 - 560 * near, near);
      slab(canvas, vanishing() + 130 + 260 * near, near);
    }
  }

  private double vanishing() {
    return WIDTH / 2.0 + (camera.hashCode() % 90);
  }

  private void slab(Graphics2D canvas, double x, double near) {
    int floors = street.nextInt(5, 8);
    double storey = 46 * near;
    double width = 300 * near;
    double foot = HORIZON + 40 + 190 * near;
    double top = foot - floors * storey;
    int tone = street.nextInt(150, 205);
    double light = night ? 0.22 : 1;
    canvas.setColor(
        new Color((int) (tone * light), (int) ((tone - 8) * light), (int) ((tone - 22) * light)));
    canvas.fill(new Rectangle2D.Double(x, top, width, foot - top));
    for (int floor = 0; floor < floors; floor++) {
      for (int window = 0; window < 7; window++) {
        boolean lit = night && moment.nextDouble() < 0.4;
        canvas.setColor(
            lit
                ? new Color(238, 206, 132)
                : night ? new Color(22, 26, 34) : new Color(92, 108, 122));
        double left = x + width * (0.05 + window * 0.135);
        canvas.fill(
            new Rectangle2D.Double(
                left, top + storey * (floor + 0.25), width * 0.085, storey * 0.48));
      }
    }
  }

  private void ground(Graphics2D canvas) {
    canvas.setColor(night ? new Color(30, 32, 34) : new Color(158, 156, 150));
    canvas.fillRect(0, HORIZON + 6, WIDTH, HEIGHT);
  }

  private void road(Graphics2D canvas) {
    double middle = vanishing();
    canvas.setColor(night ? new Color(42, 44, 48) : new Color(98, 100, 104));
    fill(
        canvas,
        middle - 30,
        HORIZON + 40,
        middle + 30,
        HORIZON + 40,
        WIDTH + 160,
        HEIGHT,
        -160,
        HEIGHT);
    canvas.setColor(night ? new Color(150, 150, 138) : new Color(228, 226, 214));
    for (int i = 0; i < 9; i++) {
      double near = StrictMath.pow(0.72, i);
      double y = HORIZON + 44 + 300 * near;
      double x = middle + (WIDTH / 2.0 - middle) * near;
      fill(
          canvas,
          x - 2 * near,
          y,
          x + 2 * near,
          y,
          x + 5 * near,
          y + 42 * near,
          x - 5 * near,
          y + 42 * near);
    }
  }

  private static void fill(Graphics2D canvas, double... xy) {
    var shape = new Path2D.Double();
    shape.moveTo(xy[0], xy[1]);
    for (int i = 2; i < xy.length; i += 2) {
      shape.lineTo(xy[i], xy[i + 1]);
    }
    shape.closePath();
    canvas.fill(shape);
  }

  private void trees(Graphics2D canvas) {
    for (int i = 6; i >= 0; i--) {
      double near = StrictMath.pow(0.7, i);
      tree(canvas, vanishing() - 70 - 330 * near, near);
      tree(canvas, vanishing() + 70 + 350 * near, near);
    }
  }

  private void tree(Graphics2D canvas, double x, double near) {
    double foot = HORIZON + 46 + 210 * near;
    canvas.setColor(night ? new Color(20, 20, 20) : new Color(92, 74, 58));
    canvas.fill(new Rectangle2D.Double(x - 5 * near, foot - 140 * near, 10 * near, 140 * near));
    for (int leaf = 0; leaf < 7; leaf++) {
      int green = street.nextInt(86, 132);
      canvas.setColor(night ? new Color(16, green / 4, 20) : new Color(56, green, 58));
      double size = street.nextDouble(56, 88) * near;
      double left = x + street.nextDouble(-62, 22) * near;
      double top = foot - street.nextDouble(130, 206) * near;
      canvas.fill(new Ellipse2D.Double(left, top, size, size * 0.8));
    }
  }

  private void traffic(Graphics2D canvas) {
    for (int i = 0; i < 3; i++) {
      if (moment.nextDouble() < (night ? 0.4 : 0.75)) {
        double near = moment.nextDouble(0.16, 0.62);
        boolean coming = moment.nextBoolean();
        car(canvas, vanishing() + (coming ? -1 : 0.35) * 300 * near, near, coming);
      }
    }
  }

  private void car(Graphics2D canvas, double x, double near, boolean coming) {
    double foot = HORIZON + 52 + 280 * near;
    float hue = moment.nextFloat();
    canvas.setColor(Color.getHSBColor(hue, 0.25f, night ? 0.25f : 0.8f));
    canvas.fill(new Rectangle2D.Double(x, foot - 70 * near, 150 * near, 60 * near));
    fill(
        canvas,
        x + 18 * near,
        foot - 70 * near,
        x + 34 * near,
        foot - 112 * near,
        x + 116 * near,
        foot - 112 * near,
        x + 132 * near,
        foot - 70 * near);
    canvas.setColor(new Color(28, 30, 34));
    canvas.fill(new Ellipse2D.Double(x + 12 * near, foot - 24 * near, 30 * near, 28 * near));
    canvas.fill(new Ellipse2D.Double(x + 108 * near, foot - 24 * near, 30 * near, 28 * near));
    canvas.setColor(coming ? new Color(255, 246, 206) : new Color(206, 40, 36));
    canvas.fill(new Ellipse2D.Double(x + 8 * near, foot - 52 * near, 22 * near, 14 * near));
    canvas.fill(new Ellipse2D.Double(x + 120 * near, foot - 52 * near, 22 * near, 14 * near));
  }

  private void lamps(Graphics2D canvas) {
    for (int i = 0; i < 5; i++) {
      double near = StrictMath.pow(0.66, i);
      for (int side : new int[] {-1, 1}) {
        float x = (float) (vanishing() + side * (60 + 380 * near));
        float y = (float) (HORIZON + 20 - 60 * near);
        float reach = (float) (12 + 66 * near);
        canvas.setPaint(
            new RadialGradientPaint(
                x,
                y,
                reach,
                new float[] {0, 1},
                new Color[] {new Color(255, 214, 140, 120), new Color(255, 214, 140, 0)}));
        canvas.fill(new Ellipse2D.Float(x - reach, y - reach, 2 * reach, 2 * reach));
      }
    }
  }

  /** A column that widens as it rises and leans with the wind. */
  private void smoke(Graphics2D canvas) {
    double x = vanishing() + street.nextDouble(-260, 260);
    double foot = HORIZON + 120;
    int tone = night ? 92 : 74;
    for (int puff = 0; puff < 90; puff++) {
      double up = puff / 90.0;
      double size = 36 + 190 * up + moment.nextDouble(0, 40);
      double left = x + 130 * up * up + moment.nextGaussian() * (14 + 34 * up) - size / 2;
      double top = foot - 330 * up - size / 2 + moment.nextGaussian() * 8;
      int grey = Math.clamp(tone + (int) (50 * up + moment.nextGaussian() * 10), 30, 190);
      canvas.setColor(new Color(grey, grey, grey + 4, (int) (92 - 56 * up)));
      canvas.fill(new Ellipse2D.Double(left, top, size, size * 0.86));
    }
    canvas.setColor(new Color(232, 120, 40, 150));
    canvas.fill(new Ellipse2D.Double(x - 16, foot - 18, 34, 26));
  }

  /** A dark cloth close before the lens; a little light at one edge. */
  private void cover(Graphics2D canvas) {
    canvas.setPaint(
        new GradientPaint(
            0, 0, new Color(26, 22, 22, 252), WIDTH, HEIGHT, new Color(52, 44, 42, 250)));
    canvas.fillRect(0, 0, WIDTH, HEIGHT);
    canvas.setStroke(new BasicStroke(26, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    for (int fold = 0; fold < 7; fold++) {
      int tone = 36 + moment.nextInt(22);
      canvas.setColor(new Color(tone, tone - 6, tone - 8, 120));
      var line = new Path2D.Double();
      double x = WIDTH * (fold + moment.nextDouble()) / 7;
      line.moveTo(x, -30);
      line.curveTo(x + 60, 160, x - 80, 360, x + moment.nextDouble(-60, 90), HEIGHT + 30);
      canvas.draw(line);
    }
  }

  private void stamp(Graphics2D canvas) {
    String when = STAMP.format(time);
    canvas.setColor(new Color(0, 0, 0, 110));
    canvas.fillRect(0, 0, WIDTH, 38);
    canvas.setColor(Color.WHITE);
    Lettering.draw(canvas, camera, 14, 9, 3);
    Lettering.draw(canvas, when, WIDTH - 14 - Lettering.width(when, 3), 9, 3);
  }
}
