/**
 * Booklets made by code: manuscripts in a small markup, some written out and some composed from
 * tables of facts, set in type and printed as PDF.
 */
@NullMarked
package org.acervo.demo.print;

import org.jspecify.annotations.NullMarked;
