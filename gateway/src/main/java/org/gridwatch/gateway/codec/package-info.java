/** Bytes to words and back, one file per payload format. */
@NullMarked
package org.gridwatch.gateway.codec;

import org.jspecify.annotations.NullMarked;
