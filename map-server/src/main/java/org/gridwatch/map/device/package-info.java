/** The registry's pages: devices, newcomers, rejects, camera pictures. */
@NullMarked
package org.gridwatch.map.device;

import org.jspecify.annotations.NullMarked;
