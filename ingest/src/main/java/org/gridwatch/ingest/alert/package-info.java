/** The life of an alert. */
@NullMarked
package org.gridwatch.ingest.alert;

import org.jspecify.annotations.NullMarked;
