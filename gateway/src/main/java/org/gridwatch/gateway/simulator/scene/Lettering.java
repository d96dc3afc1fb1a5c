package org.gridwatch.gateway.simulator.scene;

import java.awt.Graphics2D;
import java.util.Map;

/**
 * The white characters that cameras burn into their pictures: digits and the few letters and signs
 * that names and times need. Drawn dot by dot, because a server may have no fonts at all.
 */
final class Lettering {
  private static final int WIDTH = 5;

  /** Seven rows of five dots, each row a number. */
  private static final Map<Character, int[]> DOTS =
      Map.ofEntries(
          Map.entry('0', new int[] {14, 17, 19, 21, 25, 17, 14}),
          Map.entry('1', new int[] {4, 12, 4, 4, 4, 4, 14}),
          Map.entry('2', new int[] {14, 17, 1, 2, 4, 8, 31}),
          Map.entry('3', new int[] {31, 2, 4, 2, 1, 17, 14}),
          Map.entry('4', new int[] {2, 6, 10, 18, 31, 2, 2}),
          Map.entry('5', new int[] {31, 16, 30, 1, 1, 17, 14}),
          Map.entry('6', new int[] {6, 8, 16, 30, 17, 17, 14}),
          Map.entry('7', new int[] {31, 1, 2, 4, 8, 8, 8}),
          Map.entry('8', new int[] {14, 17, 17, 14, 17, 17, 14}),
          Map.entry('9', new int[] {14, 17, 17, 15, 1, 2, 12}),
          Map.entry('C', new int[] {14, 17, 16, 16, 16, 17, 14}),
          Map.entry('M', new int[] {17, 27, 21, 21, 17, 17, 17}),
          Map.entry('-', new int[] {0, 0, 0, 14, 0, 0, 0}),
          Map.entry(':', new int[] {0, 4, 4, 0, 4, 4, 0}));

  private Lettering() {}

  static int width(String text, int dot) {
    return text.length() * (WIDTH + 1) * dot;
  }

  /** Characters it does not know stay blank. */
  static void draw(Graphics2D canvas, String text, int x, int y, int dot) {
    for (int i = 0; i < text.length(); i++) {
      int[] rows = DOTS.getOrDefault(text.charAt(i), new int[7]);
      for (int row = 0; row < rows.length; row++) {
        for (int column = 0; column < WIDTH; column++) {
          if ((rows[row] >> (WIDTH - 1 - column) & 1) == 1) {
            canvas.fillRect(x + (i * (WIDTH + 1) + column) * dot, y + row * dot, dot, dot);
          }
        }
      }
    }
  }
}
