package org.gridwatch.gateway.broker;

import java.util.Map;
import org.gridwatch.gateway.broker.DeviceCredentials.Admission;

/** Who may connect in tests: the password is the word after the colon. */
final class Town implements DeviceCredentials {
  static final String ENROLMENT = "enrolment-key";

  private static final Map<String, Admission> KNOWN =
      Map.of(
          "GAS-1:g1", new Admission.Device("GAS-1", "first token"),
          "GAS-2:g2", new Admission.Device("GAS-2", "first token"),
          "WATER.7_a:w7", new Admission.Device("WATER.7_a", "first token"),
          "ingest:i", new Admission.Service("ingest"),
          "wall:w", new Admission.Listener("wall", "w"));

  @Override
  public Admission admit(String user, String password) {
    if (user.equals("UNLUCKY")) {
      throw new IllegalStateException("the registry is away");
    }
    if (password.equals(ENROLMENT)) {
      return new Admission.Newcomer(user);
    }
    return KNOWN.getOrDefault(
        user + ":" + password, new Admission.Refused("unknown name or wrong token"));
  }
}
