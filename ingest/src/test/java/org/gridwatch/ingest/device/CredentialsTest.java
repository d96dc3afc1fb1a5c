package org.gridwatch.ingest.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import org.gridwatch.ingest.device.Credentials.Admission;
import org.gridwatch.ingest.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CredentialsTest {
  private TestDatabase database;
  private Devices devices;
  private EnrolmentKey enrolment;
  private ServiceCredentials services;
  private Credentials credentials;
  private Instant now = Instant.parse("2026-03-01T00:00:00Z");

  @BeforeEach
  void open() {
    database = TestDatabase.create();
    devices = new Devices(database.dataSource());
    enrolment = new EnrolmentKey(database.dataSource(), () -> now);
    services = new ServiceCredentials(database.dataSource());
    credentials = new Credentials(database.dataSource(), enrolment);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aDeviceIsAdmittedWithItsOwnTokenOnly() {
    String token = devices.create("D-1", DeviceDetails.of(Kind.GAS)).token();
    String other = devices.create("D-2", DeviceDetails.of(Kind.GAS)).token();
    assertThat(credentials.admit("D-1", token)).isEqualTo(new Admission.AsDevice("D-1"));
    assertRefused("D-1", other);
    assertRefused("D-1", "");
    assertRefused("d-1", token);
  }

  @Test
  void aNewTokenEndsTheOldOne() {
    String old = devices.create("D-1", DeviceDetails.of(Kind.GAS)).token();
    String token = devices.newToken("D-1");
    assertRefused("D-1", old);
    assertThat(credentials.admit("D-1", token)).isEqualTo(new Admission.AsDevice("D-1"));
  }

  @Test
  void theEnrolmentKeyOpensForUnknownNamesAlone() {
    String key = enrolment.current().current();
    devices.create("KNOWN", DeviceDetails.of(Kind.GAS));
    devices.create("GONE", DeviceDetails.of(Kind.GAS));
    devices.retire("GONE");
    assertThat(credentials.admit("STRANGER", key)).isEqualTo(new Admission.AsNewcomer("STRANGER"));
    assertRefused("KNOWN", key);
    assertRefused("GONE", key);
    assertRefused("no name", key);
    assertRefused("STRANGER", "guess");
    assertRefused("STRANGER", "");
  }

  @Test
  void aRetiredDeviceStaysOutsideWithItsOwnToken() {
    String token = devices.create("GONE", DeviceDetails.of(Kind.GAS)).token();
    devices.retire("GONE");
    assertRefused("GONE", token);
    devices.restore("GONE");
    assertThat(credentials.admit("GONE", token)).isEqualTo(new Admission.AsDevice("GONE"));
  }

  @Test
  void theKeyTurnsEachDayAndTheOneBeforeStaysValid() {
    String first = enrolment.current().current();
    now = now.plus(Duration.ofHours(25));
    String second = enrolment.current().current();
    assertThat(second).isNotEqualTo(first);
    assertThat(credentials.admit("STRANGER", first)).isInstanceOf(Admission.AsNewcomer.class);
    now = now.plus(Duration.ofHours(25));
    assertRefused("STRANGER", first);
    assertThat(credentials.admit("STRANGER", second)).isInstanceOf(Admission.AsNewcomer.class);
  }

  @Test
  void aKeyThatTurnsByHandStaysUntilSomebodyTurnsIt() {
    enrolment.turnDaily(false);
    String key = enrolment.current().current();
    now = now.plus(Duration.ofDays(40));
    assertThat(enrolment.current().current()).isEqualTo(key);
    assertThat(enrolment.rotate().previous()).isEqualTo(key);
  }

  @Test
  void aLeakedKeyIsRevokedAtOnce() {
    String leaked = enrolment.current().current();
    enrolment.revoke();
    assertRefused("STRANGER", leaked);
  }

  @Test
  void ourProcessesAndListenersAreKnownApart() {
    var service = services.forProcess("ingest");
    var listener = services.forListener("wall");
    assertThat(credentials.admit(service.user(), service.password()))
        .isEqualTo(new Admission.AsService(service.user()));
    assertThat(credentials.admit(listener.user(), listener.password()))
        .isEqualTo(new Admission.AsListener(listener.user()));
    assertRefused(service.user(), listener.password());
    services.remove(listener.user());
    assertRefused(listener.user(), listener.password());
    assertThatExceptionOfType(RegistryRefusal.class).isThrownBy(() -> services.forListener("a@b"));
  }

  private void assertRefused(String user, String password) {
    assertThat(credentials.admit(user, password)).isInstanceOf(Admission.Refused.class);
  }
}
