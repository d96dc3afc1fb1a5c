/** When a reading, an event or a silence is unsafe. */
@NullMarked
package org.gridwatch.ingest.rule;

import org.jspecify.annotations.NullMarked;
