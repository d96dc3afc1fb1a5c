/** What holds for all of ingest. */
@NullMarked
package org.gridwatch.ingest;

import org.jspecify.annotations.NullMarked;
