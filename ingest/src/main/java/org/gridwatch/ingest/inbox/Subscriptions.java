package org.gridwatch.ingest.inbox;

import java.util.List;
import java.util.stream.Stream;
import org.gridwatch.gateway.codec.Codec;
import org.gridwatch.gateway.wire.Bundle;

/**
 * What ingest subscribes to. Upward messages go to the shared subscription; presence, which the
 * broker keeps for whoever comes later, does not reach shared subscriptions and has its own. The
 * embedded broker bundles small messages for whoever asks for bundles.
 */
final class Subscriptions {
  private static final String SHARED = "$share/ingest/";

  private Subscriptions() {}

  static List<String> of(Codec codec) {
    var filters = codec.filters().stream().map(f -> presence(f) ? f : SHARED + f);
    return Stream.concat(filters, Stream.of(SHARED + Bundle.TOPIC)).distinct().toList();
  }

  private static boolean presence(String filter) {
    return filter.endsWith("/status") || filter.endsWith("/available");
  }
}
