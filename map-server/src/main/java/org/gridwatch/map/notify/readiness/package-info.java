/**
 * Before it matters: fire drills through the real chain of a grid, and every morning a look whether
 * the chains hold.
 */
@NullMarked
package org.gridwatch.map.notify.readiness;

import org.jspecify.annotations.NullMarked;
