package org.gridwatch.ingest.store;

/**
 * For the status page.
 *
 * @param databaseBytes of the whole database on disk
 * @param readings an estimate that costs nothing to make
 */
public record StoreSize(long databaseBytes, long readings) {}
