package org.acervo.bench;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.acervo.embedded.EmbeddedMongo;

/**
 * One large file over HTTP, hashed, stored, read back and checked, beside the same bytes written as
 * plain GridFS chunks into a server of the same kind; and many small files one after another.
 */
final class UploadMeasurement implements Measurement {
  private static final int SMALL = 200;

  @Override
  public String name() {
    return "upload";
  }

  @Override
  public List<Row> take(Lab lab) throws IOException, InterruptedException {
    Path home = lab.folder("upload");
    try (Product product = Product.start(lab, home, List.of());
        EmbeddedMongo mongo = EmbeddedMongo.evaluation(lab.folder("raw"));
        MongoClient client = MongoClients.create(mongo.uri())) {
      Api person = Api.setUp(product.address(), home);
      String collection = person.collection("Uploads");
      GridFSBucket bucket =
          GridFSBuckets.create(client.getDatabase("raw"))
              .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
              .withReadConcern(ReadConcern.MAJORITY);
      Path file = lab.scratch().resolve("large.pdf");
      double before = product.residentMib();
      List<Samples> large =
          lab.alternate(
              run -> {
                Specimen.pdf(file, lab.uploadMib(), run);
                return rate(
                    lab, () -> person.upload(collection, "large.pdf", BodyPublishers.ofFile(file)));
              },
              run -> rate(lab, () -> insert(bucket, file)));
      Samples growth = new Samples(product.residentMib() - before);
      Samples small = lab.repeat(run -> smallFiles(person, collection, run));
      return List.of(
          new Row(
              "upload of " + lab.uploadMib() + " MiB over HTTP",
              "MiB/s",
              large.get(0),
              "raw chunk inserts",
              large.get(1),
              ">= 0.6"),
          Row.alone("growth of resident memory by these uploads", "MiB", growth, "flat"),
          Row.alone("small pictures uploaded one after another", "files/s", small, "-"));
    }
  }

  private static double smallFiles(Api person, String collection, int run)
      throws IOException, InterruptedException {
    long begun = 0;
    for (int i = 0; i <= SMALL; i++) {
      byte[] picture = Specimen.png((long) run * (SMALL + 1) + i);
      long now = System.nanoTime();
      person.upload(collection, run + "-" + i + ".png", BodyPublishers.ofByteArray(picture));
      begun +=
          i == 0 ? 0 : System.nanoTime() - now; // without making the picture, and without the first
    }
    return SMALL / (begun / 1e9);
  }

  private static void insert(GridFSBucket bucket, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      bucket.uploadFromStream(file.getFileName().toString(), in);
    }
  }

  private static double rate(Lab lab, Upload upload) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    upload.run();
    return lab.uploadMib() / ((System.nanoTime() - begun) / 1e9);
  }

  private interface Upload {
    void run() throws IOException, InterruptedException;
  }
}
