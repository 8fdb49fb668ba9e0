package org.acervo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What every measurement is given.
 *
 * @param root the checkout
 * @param scratch a folder that is deleted afterwards
 * @param runs how often each figure is taken
 * @param items the sizes of library to measure at, ascending
 * @param documents how many documents the store measurement inserts
 * @param uploadMib size of the large upload
 * @param soak how long the mixed load lasts
 */
record Lab(
    Path root,
    Path scratch,
    int runs,
    List<Integer> items,
    int documents,
    int uploadMib,
    Duration soak)
    implements AutoCloseable {
  /** A new empty folder. */
  Path folder(String name) throws IOException {
    return Files.createTempDirectory(scratch, name + "-");
  }

  void say(String line) {
    System.err.println("bench: " + line);
  }

  /** Repeats a measurement as often as this lab does. */
  Samples repeat(Single single) throws IOException, InterruptedException {
    double[] values = new double[runs];
    for (int i = 0; i < runs; i++) {
      values[i] = single.take(i);
    }
    return new Samples(values);
  }

  /** Repeats measurements in turn, so that a change of the machine's mood meets all of them. */
  List<Samples> alternate(Single... singles) throws IOException, InterruptedException {
    double[][] values = new double[singles.length][runs];
    for (int i = 0; i < runs; i++) {
      for (int n = 0; n < singles.length; n++) {
        values[n][i] = singles[n].take(i);
      }
    }
    return Stream.of(values).map(Samples::new).toList();
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** One run of something; the run's number lets it use new bytes each time. */
  interface Single {
    double take(int run) throws IOException, InterruptedException;
  }
}
