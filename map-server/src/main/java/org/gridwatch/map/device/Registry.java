package org.gridwatch.map.device;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.gridwatch.ingest.device.Device;
import org.gridwatch.ingest.device.DeviceDetails;
import org.gridwatch.ingest.device.DeviceRow;
import org.gridwatch.ingest.device.Devices;
import org.gridwatch.ingest.device.ImportReport;
import org.gridwatch.ingest.device.Newcomers;
import org.gridwatch.map.account.AuditLog;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.grid.Placement;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Changes to the registry as people make them: done, placed on the map, and noted in the log. */
@Component
class Registry {
  private final Devices devices;
  private final Newcomers newcomers;
  private final Placement placement;
  private final AuditLog audit;
  private final JdbcClient db;

  Registry(
      Devices devices, Newcomers newcomers, Placement placement, AuditLog audit, JdbcClient db) {
    this.devices = devices;
    this.newcomers = newcomers;
    this.placement = placement;
    this.audit = audit;
    this.db = db;
  }

  String create(String name, DeviceDetails details) {
    var created = devices.create(name, details);
    place(List.of(name));
    audit.write("device.create", name, Map.of("kind", details.kind().label()));
    return created.token();
  }

  void edit(String name, DeviceForm form) {
    var was = devices.find(name).orElseThrow(() -> new NotFound("device", name));
    devices.edit(name, form.over(was.details()));
    place(List.of(name));
    audit.write("device.edit", name, form.told());
  }

  int retire(List<String> names) {
    int retired = devices.retireAll(names);
    audit.write(
        "device.retire",
        names.size() == 1 ? names.getFirst() : names.size() + " devices",
        Map.of("retired", retired, "first", names.stream().limit(20).toList()));
    return retired;
  }

  void retireOne(String name) {
    devices.retire(name);
    audit.write("device.retire", name, Map.of());
  }

  void restore(String name) {
    devices.restore(name);
    place(List.of(name));
    audit.write("device.restore", name, Map.of());
  }

  String replace(String name, String newName, String reason) {
    var token = devices.replace(name, newName, reason);
    audit.write("device.replace", name, Map.of("newName", newName, "reason", reason));
    return token;
  }

  String newToken(String name) {
    var token = devices.newToken(name);
    audit.write("device.token", name, Map.of());
    return token;
  }

  /** A newcomer that a gateway spoke for stays behind that gateway. */
  String adopt(String name, DeviceDetails wish) {
    var gateway = newcomers.find(name).map(Newcomers.Newcomer::gateway).orElse("");
    var details = wish.gateway().isEmpty() ? wish.behind(gateway) : wish;
    var token = devices.adopt(name, details);
    place(List.of(name));
    audit.write("newcomer.adopt", name, Map.of("kind", details.kind().label()));
    return token;
  }

  String adoptInPlaceOf(String name, String replaced) {
    var token = devices.adoptInPlaceOf(name, replaced);
    audit.write("newcomer.adopt", name, Map.of("replaces", replaced));
    return token;
  }

  void dismiss(String name) {
    newcomers.dismiss(name);
    audit.write("newcomer.dismiss", name, Map.of());
  }

  ImportReport importRows(List<DeviceRow> rows, boolean dryRun) {
    var report = devices.importRows(rows, dryRun);
    if (!dryRun) {
      place(report.lines().stream().map(ImportReport.Line::name).toList());
      audit.write(
          "device.import",
          report.lines().size() + " lines",
          Map.of(
              "accepted", report.accepted(),
              "created", report.count(ImportReport.Outcome.CREATED),
              "rejected", report.count(ImportReport.Outcome.REJECTED)));
    }
    return report;
  }

  List<Device> inService() {
    return devices.all().stream().filter(device -> !device.retired()).toList();
  }

  private void place(Collection<String> names) {
    var ids =
        db.sql("select id from device where name = any(?)")
            .param(names.toArray(String[]::new))
            .query(Integer.class)
            .list();
    placement.place(ids);
  }
}
