/** How the installation itself is doing. */
@NullMarked
package org.gridwatch.map.status;

import org.jspecify.annotations.NullMarked;
