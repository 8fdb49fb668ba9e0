/** Tests of the embedded servers, among them the contract every MongoDB in use must fulfil. */
@NullMarked
package org.acervo.embedded;

import org.jspecify.annotations.NullMarked;
