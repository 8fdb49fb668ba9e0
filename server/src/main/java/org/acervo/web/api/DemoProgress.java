package org.acervo.web.api;

/**
 * How far the making of the demo has come.
 *
 * @param state {@code none} where none is made, {@code making}, {@code ready}, or {@code failed}
 * @param made how many works hang
 * @param total how many there will be
 */
public record DemoProgress(String state, int made, int total) {
  public static final DemoProgress NONE = new DemoProgress("none", 0, 0);
}
