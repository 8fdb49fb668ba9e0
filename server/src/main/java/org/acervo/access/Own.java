package org.acervo.access;

import java.util.List;

/**
 * The rights that an item carries itself: a level of the walk below its home.
 *
 * @param inherit whether what its home gives counts too
 */
record Own(boolean inherit, List<Grant> grants) {
  Own {
    grants = List.copyOf(grants);
  }
}
