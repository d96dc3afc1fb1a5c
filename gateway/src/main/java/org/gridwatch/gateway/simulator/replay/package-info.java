/** Publishes recorded traces as readings of a device. */
@NullMarked
package org.gridwatch.gateway.simulator.replay;

import org.jspecify.annotations.NullMarked;
