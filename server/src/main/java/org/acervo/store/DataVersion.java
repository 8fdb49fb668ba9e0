package org.acervo.store;

/**
 * How a program keeps its data.
 *
 * @param number raised by each change after which an older program would do harm to the data
 * @param program the program's own version, for messages
 */
public record DataVersion(int number, String program) {
  public DataVersion {
    if (number < 1) {
      throw new IllegalArgumentException("number: " + number + ", must be 1 or more");
    }
  }
}
