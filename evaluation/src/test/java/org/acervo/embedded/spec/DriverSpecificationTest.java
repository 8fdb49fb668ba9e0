package org.acervo.embedded.spec;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.acervo.embedded.EmbeddedMongo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** MongoDB's own tests of CRUD and GridFS, by the real driver, on the evaluation server. */
class DriverSpecificationTest {
  private static EmbeddedMongo mongo;
  private static SpecServer server;
  private static OutOfScope outOfScope;

  @BeforeAll
  static void start() throws IOException, URISyntaxException {
    outOfScope = OutOfScope.read(resource("out-of-scope.txt"));
    mongo = EmbeddedMongo.inMemory();
    server = new SpecServer(mongo.uri());
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    mongo.close();
  }

  @TestFactory
  Stream<DynamicTest> crud() throws IOException, URISyntaxException {
    return tests("crud");
  }

  @TestFactory
  Stream<DynamicTest> gridfs() throws IOException, URISyntaxException {
    return tests("gridfs");
  }

  private static Stream<DynamicTest> tests(String folder) throws IOException, URISyntaxException {
    return SpecCase.in(resource(folder)).stream()
        .filter(test -> test.runsOn(server))
        .map(test ->
            DynamicTest.dynamicTest(
                test.name(),
                test.source(),
                () -> outOfScope.judge(test, () -> new SpecRun(server, test).run())));
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(
                DriverSpecificationTest.class.getResource("/mongodb-specifications/" + name))
            .toURI());
  }
}
