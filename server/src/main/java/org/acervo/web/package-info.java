/**
 * The only room that speaks HTTP: it turns requests into calls of the other rooms, and failures
 * into problem documents.
 */
@NullMarked
package org.acervo.web;

import org.jspecify.annotations.NullMarked;
