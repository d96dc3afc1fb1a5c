package org.gridwatch.gateway.codec;

import java.time.Instant;
import java.util.List;
import org.gridwatch.gateway.wire.Word;

/** One payload format. Never throws for what a device sent: what it cannot read it rejects. */
public interface Codec {
  /** Whether messages on this topic are in this format. */
  boolean speaks(String topic);

  /** MQTT filters that bring this format's upward messages; without {@code $share}. */
  List<String> filters();

  List<Word> decode(String topic, byte[] payload, Instant arrivedAt);
}
