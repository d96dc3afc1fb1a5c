package org.gridwatch.gateway.wire;

/** A device's own word, or its last will's, that it is there or gone. */
public record Presence(DeviceName device, boolean online) implements Word {}
