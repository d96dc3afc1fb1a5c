/**
 * What waits to be told: queued in the database, claimed by one process at a time, sent within what
 * each channel allows, tried again, and ended with a recorded outcome. Nothing here knows why
 * somebody is told; that is {@code escalate}.
 */
@NullMarked
package org.gridwatch.map.notify.outbox;

import org.jspecify.annotations.NullMarked;
