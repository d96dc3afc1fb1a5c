package org.gridwatch.map.status;

import java.util.Map;

/** What the embedded broker counts. The assembly fills it where the broker runs in this process. */
public interface BrokerFigures {
  boolean active();

  int connections();

  long messagesIn();

  /** What was refused since the start, by reason. */
  Map<String, Long> refused();
}
