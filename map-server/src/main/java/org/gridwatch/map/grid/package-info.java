/** Grids, boundary versions, buildings and households, and which leaf a point lies in. */
@NullMarked
package org.gridwatch.map.grid;

import org.jspecify.annotations.NullMarked;
