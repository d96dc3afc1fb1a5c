/**
 * One tap: a signed link in a message opens the page of one alert, and what people do from the
 * spot.
 */
@NullMarked
package org.gridwatch.map.notify.tap;

import org.jspecify.annotations.NullMarked;
