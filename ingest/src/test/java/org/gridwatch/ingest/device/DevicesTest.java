package org.gridwatch.ingest.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.gridwatch.ingest.device.Devices.NewDevice;
import org.gridwatch.ingest.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DevicesTest {
  private static final DeviceDetails GAS = DeviceDetails.of(Kind.GAS).at(110.77, 32.64).every(60);

  private TestDatabase database;
  private Devices devices;

  @BeforeAll
  void open() {
    database = TestDatabase.create();
    devices = new Devices(database.dataSource());
  }

  @AfterAll
  void close() {
    database.close();
  }

  @Test
  void aCreatedDeviceIsFoundWithAllItsDetails() {
    var details =
        new DeviceDetails(
            Kind.CAMERA,
            "camera",
            "东门 1 号",
            60,
            new Position(110.7, 32.6),
            "东岳路 1 号",
            "",
            List.of("gate", "east"),
            "https://example.org/live",
            true);
    devices.create("CAM-1", details);
    assertThat(devices.find("CAM-1"))
        .hasValueSatisfying(
            device -> {
              assertThat(device.details()).isEqualTo(details);
              assertThat(device.hasToken()).isTrue();
              assertThat(device.retired()).isFalse();
            });
  }

  @Test
  void everyChangeIsSeenByWhoReadsEverythingAfterTheRevisionHeKnows() {
    devices.create("REV-1", GAS);
    long known = devices.revision();
    devices.edit("REV-1", GAS.every(30));
    assertThat(devices.changedAfter(known)).extracting(Device::name).containsExactly("REV-1");
    known = devices.revision();
    devices.retire("REV-1");
    assertThat(devices.changedAfter(known)).singleElement().matches(Device::retired);
    assertThat(devices.changedAfter(devices.revision())).isEmpty();
  }

  @Test
  void aNameIsGivenOnce() {
    devices.create("TWICE", GAS);
    assertRefused(RegistryRefusal.Reason.CONFLICT, () -> devices.create("TWICE", GAS));
    devices.retire("TWICE");
    assertRefused(RegistryRefusal.Reason.CONFLICT, () -> devices.create("TWICE", GAS));
  }

  @Test
  void aBadNameOrAnUnknownGatewayIsRefusedWithItsValue() {
    assertThatExceptionOfType(RegistryRefusal.class)
        .isThrownBy(() -> devices.create("a b", GAS))
        .withMessageContaining("'a b'");
    assertThatExceptionOfType(RegistryRefusal.class)
        .isThrownBy(() -> devices.create("BEHIND", GAS.behind("NOBODY")))
        .withMessageContaining("'NOBODY'");
    assertThat(devices.find("BEHIND")).isEmpty();
  }

  @Test
  void aRetiredDeviceComesBackWithTheSameRow() {
    int id = devices.create("BACK", GAS).device().id();
    devices.retire("BACK");
    devices.restore("BACK");
    assertThat(devices.find("BACK"))
        .hasValueSatisfying(device -> assertThat(device.id()).isEqualTo(id))
        .hasValueSatisfying(device -> assertThat(device.retired()).isFalse());
  }

  @Test
  void aReplacedDeviceKeepsItsRowAndForgetsItsOldName() {
    int id = devices.create("OLD-7", GAS).device().id();
    devices.replace("OLD-7", "NEW-7", "battery leaked");
    assertThat(devices.find("OLD-7")).isEmpty();
    assertThat(devices.find("NEW-7")).map(Device::id).contains(id);
    assertThat(devices.formerNames(id)).containsExactly("OLD-7");
    assertRefused(
        RegistryRefusal.Reason.NOT_FOUND, () -> devices.replace("OLD-7", "NEWER-7", "again"));
  }

  @Test
  void aReplacementMayNotTakeANameInUse() {
    devices.create("HERE-1", GAS);
    devices.create("HERE-2", GAS);
    assertRefused(
        RegistryRefusal.Reason.CONFLICT, () -> devices.replace("HERE-1", "HERE-2", "broken"));
  }

  @Test
  void aThousandAreRegisteredAndRetiredTogether() {
    var many =
        java.util.stream.IntStream.range(0, 1_000)
            .mapToObj(i -> new NewDevice("MANY-" + i, i == 0 ? GAS : GAS.behind("MANY-0")))
            .toList();
    assertThat(devices.createAll(many)).hasSize(1_000);
    assertThat(devices.find("MANY-999").orElseThrow().details().gateway()).isEqualTo("MANY-0");
    var names = many.stream().map(NewDevice::name).toList();
    assertThat(devices.retireAll(names)).isEqualTo(1_000);
    assertThat(devices.retireAll(names)).isZero();
  }

  @Test
  void everyRegisteredDeviceHasAState() {
    int id = devices.create("STATED", GAS).device().id();
    assertThat(
            database
                .jdbc()
                .sql("select state from device_state where device_id = ?")
                .param(id)
                .query(String.class)
                .single())
        .isEqualTo("normal");
  }

  private static void assertRefused(RegistryRefusal.Reason reason, Runnable doing) {
    assertThatExceptionOfType(RegistryRefusal.class)
        .isThrownBy(doing::run)
        .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }
}
