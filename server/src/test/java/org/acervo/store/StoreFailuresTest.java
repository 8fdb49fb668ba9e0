package org.acervo.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ClientBulkWriteException;
import com.mongodb.DuplicateKeyException;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoChangeStreamException;
import com.mongodb.MongoClientException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoCursorNotFoundException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoGridFSException;
import com.mongodb.MongoIncompatibleDriverException;
import com.mongodb.MongoInternalException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoQueryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketClosedException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoSocketWriteException;
import com.mongodb.MongoSocketWriteTimeoutException;
import com.mongodb.MongoStalePrimaryException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoUpdatedEncryptedFieldsException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcernException;
import com.mongodb.WriteConcernResult;
import com.mongodb.WriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.WriteConcernError;
import com.mongodb.client.MongoClient;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ClusterType;
import com.mongodb.connection.ServerId;
import com.mongodb.spi.dns.DnsException;
import com.mongodb.spi.dns.DnsWithResponseCodeException;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each exception of the driver has its kind; one that comes with a new driver fails this test. */
final class StoreFailuresTest {
  private static final ServerAddress AT = new ServerAddress("localhost", 27017);
  private static final String DEFECT = "defect";
  private static final String AWAY = "Unavailable";
  private static final String UNKNOWN = "Unknown";

  /**
   * One of them.
   *
   * @param write what it means when a request of the write was sent and ended by it
   */
  record Row(Throwable thrown, String read, String write) {
    @Override
    public String toString() {
      return thrown.getClass().getSimpleName()
          + (thrown instanceof MongoException e ? " " + e.getCode() : "");
    }
  }

  private static Row refused(Throwable thrown) {
    return new Row(thrown, AWAY, AWAY);
  }

  private static Row doubtful(Throwable thrown) {
    return new Row(thrown, AWAY, UNKNOWN);
  }

  private static Row defect(Throwable thrown) {
    return new Row(thrown, DEFECT, DEFECT);
  }

  static Stream<Row> table() {
    return Stream.of(
        doubtful(new MongoSocketException("broken", AT)),
        doubtful(new MongoSocketClosedException("closed", AT)),
        doubtful(new MongoSocketReadException("read", AT)),
        doubtful(new MongoSocketReadTimeoutException("read", AT, new IOException())),
        doubtful(new MongoSocketWriteException("write", AT, new IOException())),
        doubtful(new MongoSocketWriteTimeoutException("write", AT, new IOException())),
        doubtful(new MongoSocketOpenException("open", AT)),
        doubtful(new MongoTimeoutException("no server")),
        doubtful(new MongoOperationTimeoutException("too long")),
        doubtful(new MongoInterruptedException("interrupted", null)),
        doubtful(new MongoExecutionTimeoutException(50, "too long")),
        doubtful(new MongoConnectionPoolClearedException(serverId(), null)),
        doubtful(new MongoServerUnavailableException("closed")),
        doubtful(new MongoStalePrimaryException("an older primary")),
        doubtful(
            new MongoSecurityException(
                MongoCredential.createCredential("u", "d", "p".toCharArray()), "refused")),
        doubtful(new MongoIncompatibleDriverException("too old", cluster())),
        doubtful(new MongoConfigurationException("no such name")),
        doubtful(new DnsException("no such name", new IOException())),
        doubtful(new DnsWithResponseCodeException("no such name", 3, new IOException())),
        refused(new MongoNotPrimaryException(reply(10107), AT)),
        doubtful(new MongoNodeIsRecoveringException(reply(11602), AT)),
        refused(new MongoNodeIsRecoveringException(reply(91), AT)),
        doubtful(new MongoCursorNotFoundException(1, reply(43), AT)),
        refused(new MongoQueryException(reply(10107), AT)),
        refused(new MongoQueryException(reply(134), AT)),
        doubtful(new MongoQueryException(reply(175), AT)),
        doubtful(new MongoQueryException(reply(43), AT)),
        doubtful(new MongoQueryException(reply(237), AT)),
        defect(new MongoQueryException(reply(2), AT)),
        refused(new MongoCommandException(reply(13), AT)),
        refused(new MongoCommandException(reply(133), AT)),
        doubtful(new MongoCommandException(reply(189), AT)),
        doubtful(new MongoCommandException(reply(11600), AT)),
        doubtful(new MongoCommandException(reply(262), AT)),
        doubtful(new MongoCommandException(labelled(4711, "RetryableWriteError"), AT)),
        defect(new MongoCommandException(reply(59), AT)),
        defect(new MongoCommandException(reply(11000), AT)),
        doubtful(new MongoWriteConcernException(lacking(), null, AT, Set.of())),
        doubtful(new WriteConcernException(reply(64), AT, WriteConcernResult.unacknowledged())),
        defect(new DuplicateKeyException(reply(11000), AT, WriteConcernResult.unacknowledged())),
        defect(
            new MongoWriteException(
                new WriteError(11000, "twice", new BsonDocument()), AT, Set.of())),
        defect(
            new MongoWriteException(
                new WriteError(121, "wrong", new BsonDocument()), AT, Set.of())),
        doubtful(bulk(lacking())),
        defect(bulk(null)),
        doubtful(many(List.of(lacking()))),
        defect(many(List.of())),
        defect(new MongoException("anything")),
        defect(new MongoClientException("asked wrongly")),
        defect(new MongoInternalException("the driver's own")),
        defect(new MongoChangeStreamException("not resumable")),
        defect(new MongoGridFSException("not used")),
        defect(
            new MongoUpdatedEncryptedFieldsException(new BsonDocument(), "no", new IOException())));
  }

  private static BsonDocument reply(int code) {
    return new BsonDocument("ok", new BsonInt32(0))
        .append("code", new BsonInt32(code))
        .append("errmsg", new BsonString("as told by the server"));
  }

  private static BsonDocument labelled(int code, String label) {
    return reply(code).append("errorLabels", new BsonArray(List.of(new BsonString(label))));
  }

  private static WriteConcernError lacking() {
    return new WriteConcernError(64, "WriteConcernTimeout", "waiting", new BsonDocument());
  }

  private static MongoBulkWriteException bulk(
      @org.jspecify.annotations.Nullable WriteConcernError e) {
    return new MongoBulkWriteException(
        BulkWriteResult.unacknowledged(), List.of(), e, AT, Set.of());
  }

  private static ClientBulkWriteException many(List<WriteConcernError> errors) {
    return new ClientBulkWriteException(
        null,
        errors,
        errors.isEmpty() ? Map.of(0, new WriteError(121, "wrong", new BsonDocument())) : Map.of(),
        null,
        AT);
  }

  private static ServerId serverId() {
    return new ServerId(new ClusterId(), AT);
  }

  private static ClusterDescription cluster() {
    return new ClusterDescription(ClusterConnectionMode.SINGLE, ClusterType.UNKNOWN, List.of());
  }

  private static String name(Optional<Failure> failure) {
    return failure.map(kind -> kind.getClass().getSimpleName()).orElse(DEFECT);
  }

  @ParameterizedTest
  @MethodSource("table")
  void aReadIsUnavailableAndNeverSaysThatItMayHaveHappened(Row row) {
    assertThat(name(StoreFailures.ofRead(row.thrown()))).isEqualTo(row.read());
  }

  @ParameterizedTest
  @MethodSource("table")
  void aWriteThatWasSentIsUnknownUnlessItWasRefused(Row row) {
    assertThat(name(StoreFailures.ofWrite(row.thrown(), List.of(row.thrown()))))
        .isEqualTo(row.write());
  }

  /** The driver throws what came of the second try; the first may have been done. */
  @ParameterizedTest
  @MethodSource("table")
  void aWriteIsUnknownWhenAnEarlierAttemptMayHaveBeenDone(Row row) {
    var cut = new MongoSocketReadException("the answer was lost", AT);
    assertThat(name(StoreFailures.ofWrite(row.thrown(), List.of(cut))))
        .isEqualTo(row.write().equals(DEFECT) ? DEFECT : UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(ints = {10107, 91, 13435})
  void aWriteThatWasRefusedTwiceIsUnavailable(int code) {
    var refused = new MongoCommandException(reply(code), AT);
    assertThat(name(StoreFailures.ofWrite(refused, List.of(refused, refused)))).isEqualTo(AWAY);
  }

  @Test
  void aWriteThatWasNeverSentIsUnavailable() {
    for (var thrown :
        List.of(
            new MongoTimeoutException("no server"),
            new MongoInterruptedException("while waiting for a connection", null),
            new MongoConnectionPoolClearedException(serverId(), null),
            new MongoSocketReadException("while a connection was made", AT))) {
      assertThat(name(StoreFailures.ofWrite(thrown, List.of()))).as("%s", thrown).isEqualTo(AWAY);
    }
  }

  @Test
  void aWriteOfWhichTheServerSaysThatNothingWasWrittenIsUnavailable() {
    var nothing = new MongoCommandException(labelled(11602, "NoWritesPerformed"), AT);
    assertThat(name(StoreFailures.ofWrite(nothing, List.of(nothing)))).isEqualTo(AWAY);
  }

  @Test
  void aFullDiskIsSaidAsSuch() {
    var full = new MongoCommandException(reply(14031), AT);
    assertThat(StoreFailures.of(full)).contains(new Failure.NoSpace());
    assertThat(StoreFailures.ofWrite(full, List.of(full))).contains(new Failure.NoSpace());
    var lost = new MongoSocketReadException("the answer of the first attempt", AT);
    assertThat(StoreFailures.ofWrite(full, List.of(lost, full)))
        .containsInstanceOf(Failure.Unknown.class);
    assertThat(StoreFailures.of(new Failed(new Failure.NoSpace()))).contains(new Failure.NoSpace());
  }

  @Test
  void whatWasJudgedOnceKeepsItsKind() {
    var unknown = new Failed(new Failure.Unknown("the last request"));
    assertThat(StoreFailures.of(unknown)).contains(unknown.failure());
    assertThat(StoreFailures.of(Failed.notFound())).isEmpty();
    assertThat(StoreFailures.of(new IllegalStateException("a defect"))).isEmpty();
  }

  @Test
  void everyExceptionOfTheDriverHasARow() throws Exception {
    var known = new HashSet<String>();
    table().forEach(row -> known.add(row.thrown().getClass().getName()));
    var missing = new TreeSet<String>();
    for (var type : thrownByTheDriver()) {
      if (!Modifier.isAbstract(type.getModifiers()) && !known.contains(type.getName())) {
        missing.add(type.getName());
      }
    }
    assertThat(missing).as("exceptions without a row in the table above").isEmpty();
  }

  private static List<Class<?>> thrownByTheDriver() throws Exception {
    var found = new ArrayList<Class<?>>();
    for (var anchor : List.of(MongoException.class, MongoClient.class)) {
      try (var jar = new JarFile(jar(anchor).toFile())) {
        for (var entry : jar.stream().toList()) {
          String name = entry.getName();
          if (name.startsWith("com/mongodb/")
              && name.endsWith("Exception.class")
              && !name.startsWith("com/mongodb/internal/")) {
            var type =
                Class.forName(
                    name.substring(0, name.length() - ".class".length()).replace('/', '.'),
                    false,
                    anchor.getClassLoader());
            if (Throwable.class.isAssignableFrom(type)) {
              found.add(type);
            }
          }
        }
      }
    }
    assertThat(found).as("exceptions in the driver's jars").contains(MongoServerException.class);
    return found;
  }

  private static Path jar(Class<?> anchor) throws URISyntaxException {
    return Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
