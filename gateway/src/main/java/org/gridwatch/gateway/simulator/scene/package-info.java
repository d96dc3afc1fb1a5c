/** Pictures that the simulated cameras take; drawn, not photographed. */
@NullMarked
package org.gridwatch.gateway.simulator.scene;

import org.jspecify.annotations.NullMarked;
