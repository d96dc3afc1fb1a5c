/** Alerts and incidents for people: the board, one alert with all about it, and what is done. */
@NullMarked
package org.gridwatch.map.alert;

import org.jspecify.annotations.NullMarked;
