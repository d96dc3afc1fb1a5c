/** The contract with devices: topics, readings, events and what may be said about them. No I/O. */
@NullMarked
package org.gridwatch.gateway.wire;

import org.jspecify.annotations.NullMarked;
