package org.gridwatch.ingest.device;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.gridwatch.gateway.wire.DeviceName;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who a user name and a password are. One look-up by primary keys, because after an outage every
 * device asks at once.
 */
public final class Credentials {
  private final JdbcClient db;
  private final EnrolmentKey enrolment;

  public Credentials(DataSource dataSource, EnrolmentKey enrolment) {
    this.db = JdbcClient.create(dataSource);
    this.enrolment = enrolment;
  }

  public sealed interface Admission {
    /** A registered device in service: speaks under its own name only. */
    record AsDevice(String name) implements Admission {}

    /** Not registered, but it knows the enrolment key: heard, not stored. */
    record AsNewcomer(String name) implements Admission {}

    /** One of our own processes. */
    record AsService(String name) implements Admission {}

    /** May read what GridWatch tells, and nothing else. */
    record AsListener(String name) implements Admission {}

    /**
     * @param why for the operator's log; a client is never told
     */
    record Refused(String why) implements Admission {}
  }

  @SuppressWarnings("ArrayRecordComponent") // read once, never compared as a record
  private record Known(String part, byte @Nullable [] sha256) {
    static Known read(ResultSet row, int number) throws SQLException {
      return new Known(row.getString("part"), row.getBytes("sha256"));
    }
  }

  public Admission admit(String user, String password) {
    if (user.length() > 128 || password.length() > 256) {
      return new Admission.Refused("user name or password too long");
    }
    return find(user)
        .map(known -> admitKnown(known, user, password))
        .orElseGet(() -> admitUnknown(user, password));
  }

  private Optional<Known> find(String user) {
    return db.sql(
            """
            select case when retired_at is null then 'device' else 'retired' end as part,
                   token_sha256 as sha256
              from device where name = :user
            union all
            select part, sha256 from service_credential where name = :user
            """)
        .param("user", user)
        .query(Known::read)
        .optional();
  }

  private static Admission admitKnown(Known known, String user, String password) {
    byte[] sha256 = known.sha256();
    if (known.part().equals("retired")) {
      return new Admission.Refused("device is retired");
    }
    if (sha256 == null || !Token.matches(sha256, password)) {
      return new Admission.Refused("wrong password");
    }
    return switch (known.part()) {
      case "device" -> new Admission.AsDevice(user);
      case "service" -> new Admission.AsService(user);
      case "listener" -> new Admission.AsListener(user);
      default -> new Admission.Refused("unknown part '" + known.part() + "'");
    };
  }

  private Admission admitUnknown(String user, String password) {
    if (DeviceName.parse(user).isEmpty()) {
      return new Admission.Refused("not a device's name");
    }
    return enrolment.current().opens(password)
        ? new Admission.AsNewcomer(user)
        : new Admission.Refused("neither registered nor holding the enrolment key");
  }
}
