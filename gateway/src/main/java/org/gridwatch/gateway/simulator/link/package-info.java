/** A device's end of MQTT, lean enough that one process can be thousands of devices. */
@NullMarked
package org.gridwatch.gateway.simulator.link;

import org.jspecify.annotations.NullMarked;
