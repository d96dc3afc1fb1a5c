/** Safety rules, planned work and holidays as people read and change them. */
@NullMarked
package org.gridwatch.map.rule;

import org.jspecify.annotations.NullMarked;
