/** The product as programs see it from outside: over HTTP, by the words of the contract. */
@NullMarked
package org.acervo.http;

import org.jspecify.annotations.NullMarked;
