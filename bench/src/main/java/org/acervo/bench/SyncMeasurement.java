package org.acervo.bench;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.acervo.embedded.EmbeddedMongo;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * What it costs that the evaluation store forces every commit to the disk before it answers: small
 * documents and chunks of a file, written one by one by one writer and by sixteen, beside a store
 * that answers before the disk has them.
 */
final class SyncMeasurement implements Measurement {
  private static final int SMALL = 600;
  private static final int CHUNK = 255 * 1024;

  @Override
  public String name() {
    return "sync";
  }

  @Override
  public List<Row> take(Lab lab) throws IOException, InterruptedException {
    try (EmbeddedMongo synced = EmbeddedMongo.evaluation(lab.folder("synced"));
        EmbeddedMongo unsynced = EmbeddedMongo.withoutSync(lab.folder("unsynced"));
        MongoClient ours = MongoClients.create(synced.uri());
        MongoClient peer = MongoClients.create(unsynced.uri())) {
      List<Row> rows = new ArrayList<>();
      rows.add(row(lab, ours, peer, "documents of 600 bytes", SMALL, 1, 400));
      rows.add(row(lab, ours, peer, "documents of 600 bytes", SMALL, 16, 200));
      rows.add(row(lab, ours, peer, "chunks of 255 KiB", CHUNK, 1, 100));
      rows.add(row(lab, ours, peer, "chunks of 255 KiB", CHUNK, 4, 50));
      return rows;
    }
  }

  private static Row row(
      Lab lab, MongoClient ours, MongoClient peer, String what, int bytes, int writers, int each)
      throws IOException, InterruptedException {
    var _ = rate(ours, bytes, writers, each); // until the code is warm
    var _ = rate(peer, bytes, writers, each);
    List<Samples> rates =
        lab.alternate(
            _ -> rate(ours, bytes, writers, each), _ -> rate(peer, bytes, writers, each));
    String name =
        "evaluation store, %s written one by one, %d at a time".formatted(what, writers);
    return new Row(
        name, "writes/s", rates.getFirst(), "answered before the disk has it", rates.get(1), "-");
  }

  /** Acknowledged writes per second of all writers together. */
  private static double rate(MongoClient client, int bytes, int writers, int each)
      throws IOException, InterruptedException {
    MongoCollection<Document> documents =
        client
            .getDatabase("bench")
            .getCollection("sync")
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    Binary body = new Binary(new byte[bytes]);
    try (var pool = Executors.newFixedThreadPool(writers)) {
      long begun = System.nanoTime();
      List<Future<?>> ends = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        ends.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < each; i++) {
                    var _ =
                        documents.insertOne(
                            new Document("_id", UUID.randomUUID().toString()).append("b", body));
                  }
                }));
      }
      for (Future<?> end : ends) {
        var _ = end.get();
      }
      return writers * each / ((System.nanoTime() - begun) / 1e9);
    } catch (ExecutionException e) {
      throw new IOException("a writer failed", e);
    }
  }
}
