package org.gridwatch.gateway.wire;

/** One thing a message says. A message may say several, some of them unusable. */
public sealed interface Word permits Reading, DeviceEvent, Snapshot, Presence, Rejection {}
