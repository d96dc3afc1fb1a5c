/** What the operator may set for the whole installation. */
@NullMarked
package org.gridwatch.map.settings;

import org.jspecify.annotations.NullMarked;
