/** Readings as time series on TimescaleDB or plain PostgreSQL: append, roll up, retain, chart. */
@NullMarked
package org.gridwatch.ingest.store;

import org.jspecify.annotations.NullMarked;
