package org.gridwatch.gateway.simulator.replay;

import java.math.BigDecimal;
import org.gridwatch.gateway.wire.Quantity;

/**
 * A column of the trace and what it measures: {@code column=quantity} or {@code
 * column=quantity*factor} where the trace has another unit.
 *
 * @param column its title, or {@code #3} for the third
 */
record ColumnMap(String column, Quantity quantity, BigDecimal factor) {

  static ColumnMap parse(String text) {
    int equals = text.lastIndexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(
          "--map takes column=quantity or column=quantity*factor, was '" + text + "'");
    }
    String target = text.substring(equals + 1).strip();
    int star = target.indexOf('*');
    String quantity = star < 0 ? target : target.substring(0, star).strip();
    String factor = star < 0 ? "1" : target.substring(star + 1).strip();
    return new ColumnMap(text.substring(0, equals).strip(), new Quantity(quantity), number(factor));
  }

  private static BigDecimal number(String factor) {
    try {
      return new BigDecimal(factor);
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException("--map takes a number after *, was '" + factor + "'");
    }
  }
}
