package org.gridwatch.gateway.wire;

import java.util.Map;
import java.util.Set;

/**
 * The unit of a quantity and how many decimals its sensors really have.
 *
 * @param symbol as printed after the number; empty for a pure number or a yes/no
 */
public record Unit(String symbol, int decimals) {
  private static final Unit UNKNOWN = new Unit("", 2);

  private static final Map<String, Unit> KNOWN =
      Map.ofEntries(
          // gas
          Map.entry("ch4_lel", new Unit("%LEL", 1)),
          Map.entry("gas_pressure", new Unit("kPa", 2)),
          Map.entry("gas_flow", new Unit("m³/h", 2)),
          Map.entry("co_ppm", new Unit("ppm", 0)),
          Map.entry("valve_state", new Unit("", 0)),
          // water
          Map.entry("pressure", new Unit("MPa", 3)),
          Map.entry("flow", new Unit("m³/h", 2)),
          Map.entry("volume", new Unit("m³", 2)),
          Map.entry("residual_chlorine", new Unit("mg/L", 2)),
          Map.entry("turbidity", new Unit("NTU", 2)),
          Map.entry("ph", new Unit("", 2)),
          Map.entry("tank_level", new Unit("m", 2)),
          Map.entry("leak", new Unit("", 0)),
          // power
          Map.entry("voltage_a", new Unit("V", 1)),
          Map.entry("voltage_b", new Unit("V", 1)),
          Map.entry("voltage_c", new Unit("V", 1)),
          Map.entry("current_a", new Unit("A", 1)),
          Map.entry("current_b", new Unit("A", 1)),
          Map.entry("current_c", new Unit("A", 1)),
          Map.entry("power", new Unit("kW", 2)),
          Map.entry("energy", new Unit("kWh", 1)),
          Map.entry("pf", new Unit("", 2)),
          Map.entry("residual_current", new Unit("mA", 0)),
          Map.entry("temp", new Unit("°C", 1)),
          Map.entry("arc", new Unit("", 0)),
          Map.entry("phase_loss", new Unit("", 0)),
          Map.entry("load_rate", new Unit("%", 0)),
          // anywhere
          Map.entry("temperature", new Unit("°C", 1)),
          Map.entry("battery_pct", new Unit("%", 0)),
          Map.entry("fault", new Unit("", 0)),
          Map.entry("preheat", new Unit("", 0)),
          Map.entry("online", new Unit("", 0)),
          Map.entry("rssi", new Unit("dBm", 0)));

  /** Names of the quantities that have a unit of their own. */
  public static Set<String> quantities() {
    return KNOWN.keySet();
  }

  public static Unit of(Quantity quantity) {
    return KNOWN.getOrDefault(quantity.name(), UNKNOWN);
  }
}
