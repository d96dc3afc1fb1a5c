/**
 * What the devices of a community would say at any moment: pure functions of seed, device, time.
 */
@NullMarked
package org.gridwatch.gateway.simulator.life;

import org.jspecify.annotations.NullMarked;
