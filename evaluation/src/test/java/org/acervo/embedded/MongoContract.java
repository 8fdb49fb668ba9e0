package org.acervo.embedded;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the product relies on in MongoDB, one test per feature, run on every server in use: the same
 * expectations for the evaluation server and for real ones. The parts extend this class; each test
 * has a database of its own.
 */
abstract class MongoContract {
  protected MongoDatabase database;
  protected MongoCollection<Document> things;

  /** A client of the server under test, in the product's settings. */
  abstract MongoClient client();

  @BeforeEach
  void openDatabase() {
    database =
        client()
            .getDatabase("contract_" + UUID.randomUUID().toString().replace("-", ""))
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
            .withReadConcern(ReadConcern.MAJORITY);
    things = database.getCollection("things");
  }

  @AfterEach
  void dropDatabase() {
    database.drop();
  }
}
