/**
 * The connections to MongoDB and Redis: snapshot time, migrations, health, and what their failures
 * mean.
 */
@NullMarked
package org.acervo.store;

import org.jspecify.annotations.NullMarked;
