package org.acervo.bench;

import java.io.IOException;
import java.util.List;

/** One thing worth measuring, with its peer if it has one. */
interface Measurement {
  /** The word by which the command line chooses it. */
  String name();

  List<Row> take(Lab lab) throws IOException, InterruptedException;
}
