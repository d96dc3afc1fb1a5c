package org.gridwatch.ingest.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.Semaphore;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/** A device that speaks MQTT. What it said is acknowledged when {@code say} returns. */
final class Voice implements AutoCloseable {
  private static final int ON_THEIR_WAY = 400;
  private static final int ANSWER_MS = 10_000;

  private final MqttAsyncClient client;
  private final String name;
  private final Semaphore room = new Semaphore(ON_THEIR_WAY);

  private Voice(MqttAsyncClient client, String name) {
    this.client = client;
    this.name = name;
  }

  static Voice connect(int port, String name, String password) throws Exception {
    var client = new MqttAsyncClient("tcp://localhost:" + port, name, new MemoryPersistence());
    var options = new MqttConnectionOptions();
    options.setUserName(name);
    options.setPassword(password.getBytes(UTF_8));
    options.setCleanStart(true);
    var voice = new Voice(client, name);
    try {
      client.connect(options).waitForCompletion(ANSWER_MS);
      return voice;
    } catch (MqttException e) {
      voice.close();
      throw e;
    }
  }

  void say(String kind, String payload) throws Exception {
    say(kind, payload.getBytes(UTF_8), false);
  }

  void say(String kind, byte[] payload, boolean retained) throws Exception {
    client.publish("gw/v1/" + name + "/" + kind, payload, 1, retained).waitForCompletion(ANSWER_MS);
  }

  void measure(long ts, String quantity, double value) throws Exception {
    say("telemetry", "{\"ts\":%d,\"values\":{\"%s\":%s}}".formatted(ts, quantity, value));
  }

  /** At most a few hundred on their way at a time. */
  void sayWithoutWaiting(String kind, byte[] payload) throws Exception {
    room.acquire();
    var message = new MqttMessage(payload);
    message.setQos(1);
    client.publish("gw/v1/" + name + "/" + kind, message, null, new Released(room));
  }

  /** Until all of it is acknowledged. */
  void finish() throws Exception {
    room.acquire(ON_THEIR_WAY);
    room.release(ON_THEIR_WAY);
  }

  private record Released(Semaphore room) implements MqttActionListener {
    @Override
    public void onSuccess(IMqttToken token) {
      room.release();
    }

    @Override
    public void onFailure(IMqttToken token, Throwable e) {
      room.release();
    }
  }

  @Override
  public void close() throws Exception {
    client.disconnectForcibly(0, 1_000, false);
    client.close(true);
  }
}
