/**
 * From a finished message to a provider's answer: the channels, their settings and their limits.
 */
@NullMarked
package org.gridwatch.map.notify.channel;

import org.jspecify.annotations.NullMarked;
