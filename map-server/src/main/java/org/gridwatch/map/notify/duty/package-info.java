/** Who answers for a grid at any moment, and how they are reached. */
@NullMarked
package org.gridwatch.map.notify.duty;

import org.jspecify.annotations.NullMarked;
