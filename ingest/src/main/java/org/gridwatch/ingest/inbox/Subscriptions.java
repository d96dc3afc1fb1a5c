package org.gridwatch.ingest.inbox;

import java.util.List;
import org.gridwatch.gateway.codec.Codec;

/**
 * What ingest subscribes to. Upward messages go to the shared subscription; presence, which the
 * broker keeps for whoever comes later, does not reach shared subscriptions and has its own.
 */
final class Subscriptions {
  private static final String SHARED = "$share/ingest/";

  private Subscriptions() {}

  static List<String> of(Codec codec) {
    return codec.filters().stream()
        .distinct()
        .map(filter -> presence(filter) ? filter : SHARED + filter)
        .toList();
  }

  private static boolean presence(String filter) {
    return filter.endsWith("/status") || filter.endsWith("/available");
  }
}
