package org.acervo.http;

import org.junit.jupiter.api.Tag;

/** The faults of the evaluation server, made on the line to it. */
@Tag("slow")
final class EvaluationFaultsTest extends FaultsContract {
  @Override
  Faults faults() throws Exception {
    return new FaultyLine();
  }
}
