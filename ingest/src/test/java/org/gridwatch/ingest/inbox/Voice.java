package org.gridwatch.ingest.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;

/** A device that speaks MQTT. What it said is acknowledged when {@code say} returns. */
final class Voice implements AutoCloseable {
  private final MqttClient client;
  private final String name;

  private Voice(MqttClient client, String name) {
    this.client = client;
    this.name = name;
  }

  static Voice connect(int port, String name, String password) throws Exception {
    var client = new MqttClient("tcp://localhost:" + port, name, new MemoryPersistence());
    client.setTimeToWait(20_000);
    var options = new MqttConnectionOptions();
    options.setUserName(name);
    options.setPassword(password.getBytes(UTF_8));
    options.setCleanStart(true);
    client.connect(options);
    return new Voice(client, name);
  }

  void say(String kind, String payload) throws Exception {
    say(kind, payload.getBytes(UTF_8), false);
  }

  void say(String kind, byte[] payload, boolean retained) throws Exception {
    client.publish("gw/v1/" + name + "/" + kind, payload, 1, retained);
  }

  void measure(long ts, String quantity, double value) throws Exception {
    say("telemetry", "{\"ts\":%d,\"values\":{\"%s\":%s}}".formatted(ts, quantity, value));
  }

  @Override
  public void close() throws Exception {
    client.disconnectForcibly(0, 1_000, false);
    client.close(true);
  }
}
