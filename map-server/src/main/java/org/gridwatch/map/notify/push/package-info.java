/** Notifications in the browser of somebody who has signed in there and asks for them. */
@NullMarked
package org.gridwatch.map.notify.push;

import org.jspecify.annotations.NullMarked;
