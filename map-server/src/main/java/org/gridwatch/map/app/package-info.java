/** The assembly: main, the roles, the embedded broker and database. */
@NullMarked
package org.gridwatch.map.app;

import org.jspecify.annotations.NullMarked;
