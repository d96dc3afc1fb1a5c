/** Sign-in, roles, what each may see, API tokens, and the record of who did what. */
@NullMarked
package org.gridwatch.map.account;

import org.jspecify.annotations.NullMarked;
