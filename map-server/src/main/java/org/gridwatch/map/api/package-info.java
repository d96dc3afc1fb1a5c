/** What the REST API says about itself: an OpenAPI document, made when it is first asked for. */
@NullMarked
package org.gridwatch.map.api;

import org.jspecify.annotations.NullMarked;
