package org.gridwatch.ingest.alert;

import java.util.Map;
import java.util.Objects;
import org.gridwatch.ingest.rule.Rule.Words;

/** What people call what is measured or seen. */
final class QuantityWords {
  private static final Map<String, Words> KNOWN =
      Map.ofEntries(
          Map.entry("ch4_lel", new Words("甲烷浓度", "Methane")),
          Map.entry("gas_pressure", new Words("燃气压力", "Gas pressure")),
          Map.entry("gas_flow", new Words("燃气流量", "Gas flow")),
          Map.entry("co_ppm", new Words("一氧化碳浓度", "Carbon monoxide")),
          Map.entry("valve_state", new Words("阀门状态", "Valve state")),
          Map.entry("pressure", new Words("水压", "Water pressure")),
          Map.entry("flow", new Words("流量", "Flow")),
          Map.entry("volume", new Words("累计用水量", "Volume counted")),
          Map.entry("residual_chlorine", new Words("余氯", "Residual chlorine")),
          Map.entry("turbidity", new Words("浊度", "Turbidity")),
          Map.entry("ph", new Words("酸碱度", "pH")),
          Map.entry("tank_level", new Words("水箱水位", "Tank level")),
          Map.entry("leak", new Words("漏水信号", "Leak signal")),
          Map.entry("voltage_a", new Words("A 相电压", "Voltage of phase A")),
          Map.entry("voltage_b", new Words("B 相电压", "Voltage of phase B")),
          Map.entry("voltage_c", new Words("C 相电压", "Voltage of phase C")),
          Map.entry("current_a", new Words("A 相电流", "Current of phase A")),
          Map.entry("current_b", new Words("B 相电流", "Current of phase B")),
          Map.entry("current_c", new Words("C 相电流", "Current of phase C")),
          Map.entry("power", new Words("功率", "Power")),
          Map.entry("energy", new Words("累计用电量", "Energy counted")),
          Map.entry("pf", new Words("功率因数", "Power factor")),
          Map.entry("residual_current", new Words("剩余电流", "Residual current")),
          Map.entry("temp", new Words("电缆温度", "Cable temperature")),
          Map.entry("temperature", new Words("温度", "Temperature")),
          Map.entry("arc", new Words("电弧信号", "Arc signal")),
          Map.entry("phase_loss", new Words("缺相信号", "Phase loss signal")),
          Map.entry("load_rate", new Words("负荷率", "Load")),
          Map.entry("battery_pct", new Words("电池电量", "Battery")),
          Map.entry("fault", new Words("故障信号", "Fault signal")),
          Map.entry("fire", new Words("明火", "fire")),
          Map.entry("smoke", new Words("烟雾", "smoke")),
          Map.entry("intrusion", new Words("闯入", "an intrusion")),
          Map.entry("crowd", new Words("人群聚集", "a crowd")),
          Map.entry("loiter", new Words("徘徊", "loitering")),
          Map.entry("loitering", new Words("徘徊", "loitering")),
          Map.entry("tamper", new Words("摄像头被动过", "that it was tampered with")),
          Map.entry("occlusion", new Words("画面被遮挡", "that its view is covered")),
          Map.entry("video_loss", new Words("视频丢失", "that its video is lost")),
          Map.entry("disk_full", new Words("硬盘已满", "that its disk is full")));

  private QuantityWords() {}

  static Words of(String name) {
    return Objects.requireNonNullElseGet(KNOWN.get(name), () -> new Words(name, name));
  }
}
