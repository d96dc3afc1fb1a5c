/** The embedded MQTT broker, and who may connect and say what. */
@NullMarked
package org.gridwatch.gateway.broker;

import org.jspecify.annotations.NullMarked;
