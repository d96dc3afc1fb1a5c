/** Streets, water and buildings behind the map, without the internet. */
@NullMarked
package org.gridwatch.map.basemap;

import org.jspecify.annotations.NullMarked;
