package org.gridwatch.ingest.alert;

/**
 * An alert that changed, to be told to whoever listens once it is committed.
 *
 * @param what the first thing that happened to it: {@code raised}, {@code stepped}, ...
 */
public record Told(Alert alert, String what) {}
