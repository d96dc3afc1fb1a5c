package org.gridwatch.gateway.broker;

/**
 * Who may connect. Filled by the assembly from the registry; asked once per connection, must answer
 * in milliseconds and may be asked by many threads.
 */
public interface DeviceCredentials {
  /** What a pair of user name and password is allowed to be. */
  sealed interface Admission {
    /**
     * A registered device: speaks under its own name only.
     *
     * @param credential tells what it came in with from its later ones; not the secret itself
     */
    record Device(String name, String credential) implements Admission {}

    /** Not registered, but it has the enrolment key: is heard as a newcomer. */
    record Newcomer(String name) implements Admission {}

    /** One of our own processes: reads everything, writes {@code gridwatch/#} and commands. */
    record Service(String name) implements Admission {}

    /**
     * An installation's own listener: may read {@code gridwatch/live/#}, {@code alerts/#} and
     * {@code notices/#}.
     *
     * @param credential as of a device
     */
    record Listener(String name, String credential) implements Admission {}

    record Refused(String why) implements Admission {}
  }

  Admission admit(String user, String password);
}
