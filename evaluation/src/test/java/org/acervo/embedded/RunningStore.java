package org.acervo.embedded;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import org.bson.Document;

/** A store behind the library's own wire protocol, with a client connected to it. */
final class RunningStore implements AutoCloseable {
  private final MongoServer server;
  private final MongoClient client;

  RunningStore(MongoBackend backend) {
    server = new MongoServer(backend);
    var address = server.bind();
    client = MongoClients.create(uri(address.getPort()));
  }

  /** Every write is acknowledged when it is durable. */
  static String uri(int port) {
    return "mongodb://127.0.0.1:" + port + "/?w=majority&journal=true&retryWrites=false";
  }

  MongoDatabase database() {
    return client.getDatabase("acervo");
  }

  MongoCollection<Document> collection(String name) {
    return database().getCollection(name);
  }

  @Override
  public void close() {
    client.close();
    server.shutdownNow();
  }
}
