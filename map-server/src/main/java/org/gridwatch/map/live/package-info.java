/** The live picture and its push to browsers. */
@NullMarked
package org.gridwatch.map.live;

import org.jspecify.annotations.NullMarked;
