package org.gridwatch.map.notify.outbox;

import java.util.List;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.message.Occasion;

/**
 * Somebody is to be told of an alert.
 *
 * @param key the same for the same telling, so that it is queued once; without the way
 * @param target which step of the policy it is; empty: none
 * @param personId 0: the control room
 * @param ways in the order in which they are tried; with {@code all} at once
 */
public record Wanted(
    String key,
    long alertId,
    Occasion occasion,
    Severity severity,
    int round,
    String target,
    int personId,
    List<Address> ways,
    boolean all) {
  /**
   * Where to.
   *
   * @param means as people's ways have it, or {@code mqtt}
   */
  public record Address(String means, String address) {}

  public Wanted {
    ways = List.copyOf(ways);
  }
}
