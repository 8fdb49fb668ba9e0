package org.acervo.http;

/** The faults of the evaluation server, made on the line to it. */
final class EvaluationFaultsTest extends FaultsContract {
  @Override
  Faults faults() throws Exception {
    return new FaultyLine();
  }
}
