/** What a rule would have done, over what is stored. */
@NullMarked
package org.gridwatch.ingest.rule.trial;

import org.jspecify.annotations.NullMarked;
