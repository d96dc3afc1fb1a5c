/** A town district that exists only as a seed: streets, buildings, grids, people and devices. */
@NullMarked
package org.gridwatch.gateway.simulator.community;

import org.jspecify.annotations.NullMarked;
