/** The pages in a real browser. */
@NullMarked
package org.gridwatch.map.page;

import org.jspecify.annotations.NullMarked;
