package org.gridwatch.ingest.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.gridwatch.ingest.device.Newcomers.Newcomer;
import org.gridwatch.ingest.device.Rejects.Reject;
import org.gridwatch.ingest.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NewcomersAndRejectsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  private TestDatabase database;
  private Newcomers newcomers;
  private Devices devices;

  @BeforeEach
  void open() {
    database = TestDatabase.create();
    newcomers = new Newcomers(database.dataSource());
    devices = new Devices(database.dataSource());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static Newcomer heard(String name, String payload) {
    return new Newcomer(
        name, NOW, NOW, 1, "gw/v1/" + name + "/telemetry", payload.getBytes(UTF_8), "");
  }

  @Test
  void aNewcomerIsListedOnceWithItsLastWord() throws Exception {
    try (var connection = database.dataSource().getConnection()) {
      Newcomers.note(connection, List.of(heard("N-1", "first")));
      Newcomers.note(connection, List.of(heard("N-1", "second")));
    }
    assertThat(newcomers.list())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.messages()).isEqualTo(2);
              assertThat(new String(one.lastPayload(), UTF_8)).isEqualTo("second");
            });
    newcomers.dismiss("N-1");
    assertThat(newcomers.list()).isEmpty();
  }

  @Test
  void theListIsFullAtItsLimitAndThoseOnItAreStillHeard() throws Exception {
    var crowd = new ArrayList<Newcomer>();
    for (int i = 0; i <= Newcomers.MOST; i++) {
      crowd.add(heard("N-%05d".formatted(i), "x"));
    }
    try (var connection = database.dataSource().getConnection()) {
      assertThat(Newcomers.note(connection, crowd)).containsExactly("N-01000");
      assertThat(Newcomers.note(connection, List.of(heard("N-00000", "y")))).isEmpty();
    }
    assertThat(newcomers.count()).isEqualTo(Newcomers.MOST);
  }

  @Test
  void anAdoptedNewcomerLeavesTheListAndIsRegistered() throws Exception {
    try (var connection = database.dataSource().getConnection()) {
      Newcomers.note(connection, List.of(heard("N-1", "x"), heard("N-2", "x")));
    }
    devices.adopt("N-1", DeviceDetails.of(Kind.WATER));
    devices.create("BROKEN", DeviceDetails.of(Kind.WATER));
    devices.adoptInPlaceOf("N-2", "BROKEN");
    assertThat(newcomers.list()).isEmpty();
    assertThat(devices.all()).extracting(Device::name).containsExactly("N-1", "N-2");
    assertThatExceptionOfType(RegistryRefusal.class)
        .isThrownBy(() -> devices.adopt("N-3", DeviceDetails.of(Kind.WATER)));
  }

  @Test
  void rejectsAreCountedForEverAndKeptForAWhile() throws Exception {
    var rejects = new Rejects(database.dataSource(), ZoneOffset.UTC);
    var reject =
        Reject.of(NOW, "malformed", "a\0b \ud800", "odd\0/topic", new byte[] {0, 1, (byte) 0xff});
    try (var connection = database.dataSource().getConnection()) {
      rejects.note(
          connection, List.of(reject, reject), new TreeMap<>(java.util.Map.of("malformed", 5L)));
      rejects.note(connection, List.of(reject), new TreeMap<>(java.util.Map.of("malformed", 1L)));
    }
    assertThat(rejects.today()).isEqualTo(6);
    assertThat(rejects.newest("", 0, 10)).hasSize(3);
    assertThat(rejects.newest("time", 0, 10)).isEmpty();
    long oldest = rejects.newest("malformed", 0, 10).getLast().id();
    assertThat(rejects.newest("malformed", oldest + 1, 10)).hasSize(1);
    assertThat(rejects.prune()).isZero();
  }
}
