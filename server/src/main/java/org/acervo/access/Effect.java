package org.acervo.access;

/** Whether a grant gives or withholds. At the same level of the tree, withholding wins. */
public enum Effect {
  ALLOW,
  DENY
}
