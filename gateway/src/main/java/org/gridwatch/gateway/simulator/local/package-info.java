/** A running installation on this machine, as its owner's own tools reach it. */
@NullMarked
package org.gridwatch.gateway.simulator.local;

import org.jspecify.annotations.NullMarked;
