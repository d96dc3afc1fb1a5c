/**
 * Drives the telling of each alert: looks at what changed, makes the calls of its policy one after
 * the other until somebody has it, and hands over when the grid changes hands. Decisions are in
 * {@code Escalation}; the database is the only meeting place, so any number of processes may do it.
 * They look every fifth of a second: a message that wakes them could be lost, a look cannot.
 */
@NullMarked
package org.gridwatch.map.notify.escalate;

import org.jspecify.annotations.NullMarked;
