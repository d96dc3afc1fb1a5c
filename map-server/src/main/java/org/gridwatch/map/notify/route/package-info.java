/** From an alert to the people who are told of it, one after the other. */
@NullMarked
package org.gridwatch.map.notify.route;

import org.jspecify.annotations.NullMarked;
