package org.gridwatch.ingest.device;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridwatch.gateway.wire.DeviceName;
import org.gridwatch.ingest.device.ImportReport.Line;
import org.gridwatch.ingest.device.ImportReport.Outcome;

/** What a list would do to the registry as it is now. */
final class ImportPlan {
  private final List<Devices.NewDevice> created = new ArrayList<>();
  private final Map<Integer, DeviceDetails> updated = new LinkedHashMap<>();
  private final List<Line> lines = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final Map<String, Device> known;
  private final Set<String> names = new HashSet<>();

  ImportPlan(List<DeviceRow> list, DeviceRows rows) {
    this.known = rows.named(mentioned(list));
    names.addAll(known.keySet());
    list.forEach(row -> names.add(row.name()));
    do { // a line that falls may be the gateway of others
      begin();
      list.forEach(row -> lines.add(plan(row)));
    } while (forgetFallenNames());
  }

  private void begin() {
    created.clear();
    updated.clear();
    lines.clear();
    seen.clear();
  }

  /** Whether a name that others may have relied on turned out not to come. */
  private boolean forgetFallenNames() {
    return names.removeIf(name -> !known.containsKey(name) && !seen.contains(name));
  }

  private static Set<String> mentioned(List<DeviceRow> list) {
    return list.stream()
        .flatMap(
            row ->
                Stream.of(
                    row.name(), row.cells().getOrDefault(DeviceRow.Column.GATEWAY, "").strip()))
        .collect(Collectors.toSet());
  }

  private Line plan(DeviceRow row) {
    try {
      return new Line(row.line(), row.name(), settle(row), "");
    } catch (RegistryRefusal refusal) {
      return new Line(row.line(), row.name(), Outcome.REJECTED, refusal.sentence());
    }
  }

  private Outcome settle(DeviceRow row) {
    String name = row.name();
    if (DeviceName.parse(name).isEmpty()) {
      throw RegistryRefusal.invalid(
          name.isEmpty()
              ? "name is missing"
              : "name must be 1..64 of A-Z a-z 0-9 . _ -, was '" + name + "'");
    }
    Device device = known.get(name);
    DeviceDetails details = new RowReader(row).details(device);
    requireGateway(name, details.gateway());
    if (!seen.add(name)) {
      throw RegistryRefusal.invalid("name '" + name + "' was already given on an earlier line");
    }
    if (device == null) {
      created.add(new Devices.NewDevice(name, details));
      return Outcome.CREATED;
    }
    if (device.details().equals(details)) {
      return Outcome.UNCHANGED;
    }
    updated.put(device.id(), details);
    return Outcome.UPDATED;
  }

  private void requireGateway(String name, String gateway) {
    if (gateway.equals(name)) {
      throw RegistryRefusal.invalid("gateway must be another device, was '" + gateway + "'");
    }
    if (!gateway.isEmpty() && !names.contains(gateway)) {
      throw RegistryRefusal.invalid(
          "gateway '" + gateway + "' is neither registered nor on a good line of this list");
    }
  }

  List<Devices.NewDevice> created() {
    return created;
  }

  Map<Integer, DeviceDetails> updated() {
    return updated;
  }

  ImportReport report(Map<String, String> tokens) {
    return new ImportReport(List.copyOf(lines), tokens);
  }
}
