/** Tests of rights, people and sign-in. */
@NullMarked
package org.acervo.access;

import org.jspecify.annotations.NullMarked;
