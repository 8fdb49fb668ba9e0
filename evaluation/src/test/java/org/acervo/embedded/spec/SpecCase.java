package org.acervo.embedded.spec;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * One test of one file.
 *
 * @param file folder and name, without the ending
 * @param common what the file says for all its tests: entities, first data, requirements
 * @param test the test itself
 * @param source where it is
 */
record SpecCase(String file, BsonDocument common, BsonDocument test, URI source) {
  String name() {
    return file + ": " + test.getString("description").getValue();
  }

  static List<SpecCase> in(Path folder) throws IOException {
    List<SpecCase> cases = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(path -> path.toString().endsWith(".json")).sorted().toList();
    }
    for (Path path : files) {
      BsonDocument content = BsonDocument.parse(Files.readString(path));
      String name = folder.getFileName() + "/" + path.getFileName().toString().replace(".json", "");
      for (BsonValue test : content.getArray("tests")) {
        cases.add(new SpecCase(name, content, test.asDocument(), path.toUri()));
      }
    }
    return cases;
  }

  /** Whether the test is meant for a server that introduces itself so. */
  boolean runsOn(SpecServer server) {
    return !test.containsKey("skipReason") && meets(common, server) && meets(test, server);
  }

  private static boolean meets(BsonDocument part, SpecServer server) {
    BsonArray requirements = part.getArray("runOnRequirements", new BsonArray());
    return requirements.isEmpty()
        || requirements.stream()
            .map(BsonValue::asDocument)
            .anyMatch(one ->
                server.isAtLeast(version(one, "minServerVersion", "0"))
                    && server.isAtMost(version(one, "maxServerVersion", "99"))
                    && (!one.containsKey("topologies")
                        || one.getArray("topologies").contains(new BsonString("replicaset")))
                    && !version(one, "serverless", "forbid").equals("require"));
  }

  private static String version(BsonDocument requirement, String field, String otherwise) {
    return requirement.getString(field, new BsonString(otherwise)).getValue();
  }
}
