/**
 * Pictures made by code: a small painter's kit (canvas, colour, noise, lettering) and one class per
 * kind of picture. Pure Java 2D without installed fonts, so a seed gives the same bytes everywhere.
 */
@NullMarked
package org.acervo.demo.art;

import org.jspecify.annotations.NullMarked;
