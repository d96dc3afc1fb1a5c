/** Grids as one planar coverage, and the edits that keep it one. Knows no database and no page. */
@NullMarked
package org.gridwatch.map.planner.coverage;

import org.jspecify.annotations.NullMarked;
