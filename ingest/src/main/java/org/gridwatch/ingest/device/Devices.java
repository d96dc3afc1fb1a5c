package org.gridwatch.ingest.device;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;
import javax.sql.DataSource;
import org.gridwatch.gateway.wire.DeviceName;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The registry of devices: the only way to change it. Every change raises the registry's revision
 * in its own transaction, so that whoever reads "everything after revision n" misses nothing.
 *
 * <p>Threads: any. What the registry will not do it says with a {@link RegistryRefusal}.
 */
public final class Devices {
  private final JdbcClient db;
  private final DeviceRows rows;
  private final TransactionTemplate transaction;

  public Devices(DataSource dataSource) {
    var template = new JdbcTemplate(dataSource);
    this.db = JdbcClient.create(template);
    this.rows = new DeviceRows(template);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
  }

  /** A device and the token it was just given: the only time the token is known. */
  public record Created(Device device, String token) {}

  /** A device to be registered. */
  public record NewDevice(String name, DeviceDetails details) {}

  public Optional<Device> find(String name) {
    return rows.find(name);
  }

  public Optional<Device> find(int id) {
    return rows.find(id);
  }

  /** Retired ones too, by name. */
  public List<Device> all() {
    return rows.all();
  }

  public long revision() {
    return Revision.current(db);
  }

  /** What a reader that has seen everything up to {@code revision} does not know yet. */
  public List<Device> changedAfter(long revision) {
    return rows.changedAfter(revision);
  }

  public Created create(String name, DeviceDetails details) {
    String token = createAll(List.of(new NewDevice(name, details))).get(name);
    return new Created(existing(name), String.valueOf(token));
  }

  /** All or none. Returns the token of each by name. */
  public Map<String, String> createAll(List<NewDevice> devices) {
    return changing(revision -> insert(devices, revision));
  }

  /** Within a change: names must be valid and free. */
  private Map<String, String> insert(List<NewDevice> devices, long revision) {
    var tokens = LinkedHashMap.<String, String>newLinkedHashMap(devices.size());
    var fresh = new ArrayList<DeviceRows.NewRow>(devices.size());
    for (NewDevice device : devices) {
      String name = validName(device.name());
      String token = Token.fresh();
      if (tokens.put(name, token) != null) {
        throw RegistryRefusal.conflict("the name '" + name + "' is given twice");
      }
      fresh.add(new DeviceRows.NewRow(name, device.details(), token));
    }
    rows.named(tokens.keySet()).keySet().stream().findFirst().ifPresent(Devices::refuseTaken);
    requireGateways(devices, tokens.keySet());
    rows.insert(fresh, revision);
    forgetNewcomers(tokens.keySet());
    return tokens;
  }

  public Device edit(String name, DeviceDetails details) {
    return changing(
        revision -> {
          Device device = existing(name);
          if (details.gateway().equals(name)) {
            throw RegistryRefusal.invalid("a device cannot be its own gateway: '" + name + "'");
          }
          requireGateways(List.of(new NewDevice(name, details)), List.of());
          rows.update(Map.of(device.id(), details), revision);
          return existing(name);
        });
  }

  /** It may no longer connect or be heard; its history stays. Retiring twice changes nothing. */
  public void retire(String name) {
    if (retireAll(List.of(name)) == 0) {
      existing(name);
    }
  }

  /** Returns how many were in service until now. */
  public int retireAll(Collection<String> names) {
    return changing(
        revision ->
            db.sql(
                    """
                    update device set retired_at = now(), revision = ?
                     where name = any(?) and retired_at is null
                    """)
                .param(revision)
                .param(names.toArray(String[]::new))
                .update());
  }

  /** Back in service, with the token it had. */
  public void restore(String name) {
    changing(
        revision -> {
          Device device = existing(name);
          return db.sql("update device set retired_at = null, revision = ? where id = ?")
              .params(revision, device.id())
              .update();
        });
  }

  /** The old token stops working at the next connection. */
  public String newToken(String name) {
    return changing(
        revision -> {
          String token = Token.fresh();
          db.sql("update device set token_sha256 = ?, revision = ? where id = ?")
              .params(Token.sha256(token), revision, existing(name).id())
              .update();
          return token;
        });
  }

  /**
   * Another piece of hardware takes over a device's place, series and history; only the name on the
   * wire and the token change. The new name may be a newcomer's.
   */
  public String replace(String name, String newName, String reason) {
    return changing(
        revision -> {
          Device device = existing(name);
          if (device.retired()) {
            throw RegistryRefusal.conflict("device '" + name + "' is retired: restore it first");
          }
          if (rows.find(validName(newName)).isPresent()) {
            refuseTaken(newName);
          }
          String token = Token.fresh();
          db.sql("insert into device_name_history (device_id, name, reason) values (?, ?, ?)")
              .params(device.id(), name, reason)
              .update();
          db.sql("update device set name = ?, token_sha256 = ?, revision = ? where id = ?")
              .params(newName, Token.sha256(token), revision, device.id())
              .update();
          forgetNewcomers(List.of(newName));
          return token;
        });
  }

  /** Registers a newcomer. Returns the token it must be given before it connects again. */
  public String adopt(String newcomer, DeviceDetails details) {
    requireNewcomer(newcomer);
    return create(newcomer, details).token();
  }

  /** The newcomer takes the place of a device that is no more. */
  public String adoptInPlaceOf(String newcomer, String replaced) {
    requireNewcomer(newcomer);
    return replace(replaced, newcomer, "replaced by a newcomer");
  }

  /** The names it had before, newest first. */
  public List<String> formerNames(int deviceId) {
    return db.sql("select name from device_name_history where device_id = ? order by until desc")
        .param(deviceId)
        .query(String.class)
        .list();
  }

  /**
   * Creates and changes devices from the rows of a list, telling for each what happened. Rows that
   * are wrong are left out and do not stop the others.
   *
   * @param dryRun tell what would happen and do nothing
   */
  public ImportReport importRows(List<DeviceRow> list, boolean dryRun) {
    if (dryRun) {
      return new ImportPlan(list, rows).report(Map.of());
    }
    return changing(
        revision -> {
          var plan = new ImportPlan(list, rows);
          Map<String, String> tokens = insert(plan.created(), revision);
          rows.update(plan.updated(), revision);
          return plan.report(tokens);
        });
  }

  private <T> T changing(LongFunction<T> change) {
    return Objects.requireNonNull(transaction.execute(status -> change.apply(Revision.next(db))));
  }

  private Device existing(String name) {
    return rows.find(name).orElseThrow(() -> RegistryRefusal.notFound("device", name));
  }

  private void requireGateways(List<NewDevice> devices, Collection<String> coming) {
    var wanted =
        devices.stream()
            .map(device -> device.details().gateway())
            .filter(gateway -> !gateway.isEmpty() && !coming.contains(gateway))
            .distinct()
            .toList();
    var known = rows.named(wanted);
    for (String gateway : wanted) {
      if (!known.containsKey(gateway)) {
        throw RegistryRefusal.invalid("gateway '" + gateway + "' is not a registered device");
      }
    }
  }

  private void requireNewcomer(String name) {
    int found =
        db.sql("select 1 from newcomer where name = ?").param(name).query().listOfRows().size();
    if (found == 0) {
      throw RegistryRefusal.notFound("newcomer", name);
    }
  }

  private void forgetNewcomers(Collection<String> names) {
    db.sql("delete from newcomer where name = any(?)").param(names.toArray(String[]::new)).update();
  }

  private static String validName(String name) {
    return DeviceName.parse(name)
        .orElseThrow(
            () ->
                RegistryRefusal.invalid(
                    "name must be 1..64 of A-Z a-z 0-9 . _ -, was '" + name + "'"))
        .value();
  }

  private static void refuseTaken(String name) {
    throw RegistryRefusal.conflict("the name '" + name + "' is already in use");
  }
}
