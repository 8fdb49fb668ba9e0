/**
 * Who may do what: people, groups, sign-in, grants on collections, and the one gate that every
 * request passes.
 */
@NullMarked
package org.acervo.access;

import org.jspecify.annotations.NullMarked;
