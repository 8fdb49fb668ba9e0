/** What is said over HTTP, without a server. */
@NullMarked
package org.acervo.web;

import org.jspecify.annotations.NullMarked;
