/** A seeded community that behaves like a real one; also the load generator and the replay. */
@NullMarked
package org.gridwatch.gateway.simulator;

import org.jspecify.annotations.NullMarked;
