package org.gridwatch.gateway.broker;

import io.netty.util.AttributeKey;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.apache.activemq.artemis.spi.core.protocol.ConnectionEntry;

/** What all gates share: the credentials, the counters, and whether devices are let in yet. */
final class Door {
  /** Set by the gate on its channel once the client is admitted. */
  static final AttributeKey<Permit> PERMIT = AttributeKey.valueOf("gridwatch.permit");

  /** Set on the channel by the protocol: when the broker last heard of the client. */
  static final AttributeKey<ConnectionEntry> ENTRY = AttributeKey.valueOf("gridwatch.entry");

  /** Credentials are asked by at most this many connections at a time. */
  private static final int ASKING_AT_ONCE = 32;

  final DeviceCredentials credentials;
  final Refusals refusals = new Refusals(System::nanoTime);
  final FloodGuard floodGuard = new FloodGuard(System::nanoTime);
  final Semaphore asking = new Semaphore(ASKING_AT_ONCE);
  final LongAdder messagesIn = new LongAdder();
  final LongAdder bytesIn = new LongAdder();
  final Bundler bundler;
  final Set<Gate> inside = ConcurrentHashMap.newKeySet();
  final int deviceSessionSeconds;
  volatile boolean devicesAdmitted;

  Door(DeviceCredentials credentials, Duration deviceSession, Bundler bundler) {
    this.credentials = credentials;
    this.bundler = bundler;
    this.deviceSessionSeconds = (int) deviceSession.toSeconds();
  }
}
