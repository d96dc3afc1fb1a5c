/** The MQTT subscription, the bounded inbox, and the loop that settles what arrives. */
@NullMarked
package org.gridwatch.ingest.inbox;

import org.jspecify.annotations.NullMarked;
