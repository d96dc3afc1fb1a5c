package org.gridwatch.ingest.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.gridwatch.ingest.device.Device;
import org.gridwatch.ingest.device.DeviceDetails;
import org.gridwatch.ingest.device.Kind;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final Set<String> NONE = Set.of();
  private static final List<String> GRIDS = List.of("42-1-1", "42-1", "42");

  private static Device device(Kind kind, String model, String... tags) {
    var details = new DeviceDetails(kind, model, "", 60, null, "", "", List.of(tags), "", false);
    return new Device(1, "GS-1", details, 0, true, Instant.EPOCH, null, 1);
  }

  private static boolean watches(Watch watch) {
    return watch.includes(device(Kind.GAS, "detector", "kitchen", "school"), GRIDS);
  }

  @Test
  void whatIsNotSaidDoesNotMatter() {
    assertThat(watches(Watch.EVERYTHING)).isTrue();
    assertThat(watches(Watch.kind(Kind.GAS, Kind.WATER))).isTrue();
    assertThat(watches(Watch.kind(Kind.POWER))).isFalse();
  }

  @Test
  void everythingThatIsSaidMustApply() {
    var gas = Set.of(Kind.GAS);
    assertThat(watches(new Watch(gas, Set.of("detector"), NONE, NONE, NONE))).isTrue();
    assertThat(watches(new Watch(gas, Set.of("regulator"), NONE, NONE, NONE))).isFalse();
    assertThat(watches(new Watch(gas, NONE, Set.of("school", "shop"), NONE, NONE))).isTrue();
    assertThat(watches(new Watch(gas, NONE, Set.of("shop"), NONE, NONE))).isFalse();
    assertThat(watches(new Watch(gas, NONE, NONE, NONE, Set.of("GS-1")))).isTrue();
    assertThat(watches(new Watch(gas, NONE, NONE, NONE, Set.of("GS-2")))).isFalse();
  }

  @Test
  void aGridOfAnyLevelTakesInWhatStandsBelowIt() {
    for (String code : GRIDS) {
      assertThat(watches(new Watch(Set.of(), NONE, NONE, Set.of(code), NONE))).isTrue();
    }
    assertThat(watches(new Watch(Set.of(), NONE, NONE, Set.of("42-2"), NONE))).isFalse();
  }

  @Test
  void aDeviceInNoGridIsWatchedByNoRuleOfAGrid() {
    var watch = new Watch(Set.of(), NONE, NONE, Set.of("42"), NONE);
    assertThat(watch.includes(device(Kind.GAS, ""), List.of())).isFalse();
  }
}
