package org.gridwatch.gateway.broker;

import java.util.stream.Stream;
import org.gridwatch.gateway.broker.DeviceCredentials.Admission;
import org.gridwatch.gateway.wire.DeviceName;
import org.gridwatch.gateway.wire.Topic;

/** What one admitted connection may do. Everything not allowed here is refused. */
sealed interface Permit {
  boolean mayPublish(String topic);

  /** {@code filter} as the client wrote it, {@code $share} and all. */
  boolean maySubscribe(String filter);

  /** Only presence is worth keeping: a retained reading would be heard again at every restart. */
  boolean mayRetain(String topic);

  /** Whether the broker takes it before ingest's durable subscription exists. */
  boolean welcomeEarly();

  /**
   * The name under which the broker keeps this client's session. Device names have no colon, so no
   * device can take over a session of ours; empty when the client id is not allowed.
   */
  String session(String clientId);

  static Permit of(Admission admission) {
    return switch (admission) {
      case Admission.Device device -> new Speaker(device.name());
      case Admission.Newcomer newcomer -> new Speaker(newcomer.name());
      case Admission.Service service -> new Own(service.name());
      case Admission.Listener listener -> new Ear(listener.name());
      case Admission.Refused refused -> new Nobody(refused.why());
    };
  }

  /** A device, registered or not yet: under its own name, and nothing else. */
  record Speaker(String name, String root, String command) implements Permit {
    Speaker(String name) {
      this(name, "gw/v1/" + name + "/", "gw/v1/" + name + "/command");
    }

    @Override
    public boolean mayPublish(String topic) {
      return topic.startsWith(root) && mayPublishBelow(topic, root.length());
    }

    private static boolean mayPublishBelow(String topic, int from) {
      return same(topic, from, "telemetry")
          || same(topic, from, "batch")
          || same(topic, from, "event")
          || same(topic, from, "status")
          || (topic.startsWith("snapshot/", from)
              && Topic.validEvent(topic.substring(from + "snapshot/".length())))
          || (topic.startsWith("frigate/", from) && plain(topic.substring(from)));
    }

    private static boolean same(String topic, int from, String kind) {
      return topic.length() - from == kind.length() && topic.startsWith(kind, from);
    }

    /** No wildcard, no second meaning of two colons, no endless depth. */
    private static boolean plain(String path) {
      int slashes = 0;
      for (int i = 0; i < path.length(); i++) {
        char c = path.charAt(i);
        if (c == '/') {
          slashes++;
        } else if (c <= ' ' || c > '~' || c == '+' || c == '#' || c == ':' || c == '$') {
          return false;
        }
      }
      return slashes <= 3 && path.length() <= 200;
    }

    @Override
    public boolean maySubscribe(String filter) {
      return filter.equals(command);
    }

    @Override
    public boolean mayRetain(String topic) {
      return topic.length() == root.length() + "status".length() && topic.endsWith("/status");
    }

    @Override
    public boolean welcomeEarly() {
      return false;
    }

    @Override
    public String session(String clientId) {
      return clientId.equals(name) && DeviceName.parse(name).isPresent() ? clientId : "";
    }
  }

  /** One of our own processes. */
  record Own(String name) implements Permit {
    @Override
    public boolean mayPublish(String topic) {
      return ours(topic) && topic.indexOf('+') < 0 && topic.indexOf('#') < 0;
    }

    @Override
    public boolean maySubscribe(String filter) {
      if (!filter.startsWith("$share/")) {
        return ours(filter);
      }
      int group = filter.indexOf('/', "$share/".length());
      return group > 0 && ours(filter.substring(group + 1));
    }

    private static boolean ours(String topic) {
      return !topic.contains("::")
          && (topic.startsWith("gw/v1/")
              || topic.startsWith("gridwatch/")
              || topic.startsWith("frigate/"));
    }

    @Override
    public boolean mayRetain(String topic) {
      return true;
    }

    @Override
    public boolean welcomeEarly() {
      return true;
    }

    @Override
    public String session(String clientId) {
      return Permit.safe(clientId) ? "service:" + clientId : "";
    }
  }

  /** An installation's own listener: hears what GridWatch tells, says nothing. */
  record Ear(String name) implements Permit {
    @Override
    public boolean mayPublish(String topic) {
      return false;
    }

    @Override
    public boolean maySubscribe(String filter) {
      return !filter.contains("::")
          && Stream.of("gridwatch/live/", "gridwatch/alerts/", "gridwatch/notices/")
              .anyMatch(filter::startsWith);
    }

    @Override
    public boolean mayRetain(String topic) {
      return false;
    }

    @Override
    public boolean welcomeEarly() {
      return true;
    }

    @Override
    public String session(String clientId) {
      return Permit.safe(clientId) ? "listener:" + name + ":" + clientId : "";
    }
  }

  record Nobody(String why) implements Permit {
    @Override
    public boolean mayPublish(String topic) {
      return false;
    }

    @Override
    public boolean maySubscribe(String filter) {
      return false;
    }

    @Override
    public boolean mayRetain(String topic) {
      return false;
    }

    @Override
    public boolean welcomeEarly() {
      return false;
    }

    @Override
    public String session(String clientId) {
      return "";
    }
  }

  /** A client id becomes part of queue names and of a filter expression inside the broker. */
  private static boolean safe(String clientId) {
    if (clientId.isEmpty() || clientId.length() > 128) {
      return false;
    }
    for (int i = 0; i < clientId.length(); i++) {
      char c = clientId.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '.'
              || c == '_'
              || c == '-';
      if (!allowed) {
        return false;
      }
    }
    return true;
  }
}
