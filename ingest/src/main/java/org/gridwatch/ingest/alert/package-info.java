/** What becomes of a breach: the life of an alert, who holds it back, and incidents. */
@NullMarked
package org.gridwatch.ingest.alert;

import org.jspecify.annotations.NullMarked;
