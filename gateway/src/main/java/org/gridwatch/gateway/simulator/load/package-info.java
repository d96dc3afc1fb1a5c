/** Measures a running installation: publishes as thousands of devices and counts what arrives. */
@NullMarked
package org.gridwatch.gateway.simulator.load;

import org.jspecify.annotations.NullMarked;
