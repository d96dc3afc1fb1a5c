package org.gridwatch.gateway.codec;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gridwatch.gateway.wire.DeviceName;
import org.gridwatch.gateway.wire.Word;

/** One payload format. Never throws for what a device sent: what it cannot read it rejects. */
public interface Codec {
  /** Whether messages on this topic are in this format. */
  boolean speaks(String topic);

  /** MQTT filters that bring this format's upward messages; without {@code $share}. */
  List<String> filters();

  /**
   * Who published, as far as the topic tells. The broker lets a device publish only under its own
   * name, so this is who must be allowed to speak for the devices in the words; empty when only our
   * own processes and an external broker's rules stand behind the topic.
   */
  Optional<DeviceName> speaker(String topic);

  List<Word> decode(String topic, byte[] payload, Instant arrivedAt);
}
