/** The registry: devices, series, credentials, newcomers, and where each device is. */
@NullMarked
package org.gridwatch.ingest.device;

import org.jspecify.annotations.NullMarked;
