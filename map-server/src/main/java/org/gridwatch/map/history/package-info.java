/** Charts over any span. */
@NullMarked
package org.gridwatch.map.history;

import org.jspecify.annotations.NullMarked;
