/** What people are told: an alert, or several, in words that fit any channel. */
@NullMarked
package org.gridwatch.map.notify.message;

import org.jspecify.annotations.NullMarked;
