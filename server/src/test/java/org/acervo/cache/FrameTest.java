package org.acervo.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.RedisSeal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
  private static final SnapshotTime TIME = SnapshotTime.parse("fedcba9876543210");
  private static final String NAME = "ilq:{root}:2.e:items:q";
  private static final RedisSeal SEAL = new RedisSeal(new byte[32]);
  private static final Frame FRAMES = new Frame(SEAL);
  private final long seed = Long.getLong("acervo.seed", System.nanoTime());

  private static byte[] frame(int length) {
    byte[] answer = "{\"title\":\"Herbarium\"} ".repeat(length / 22 + 1).getBytes(UTF_8);
    return FRAMES.write(
        NAME, new Entry(Body.of(new Draft("r7-", Arrays.copyOf(answer, length))), TIME, 1_234_567));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 100_000})
  void whatWasWrittenIsRead(int length) {
    byte[] frame = frame(length);
    var entry = FRAMES.read(NAME, frame).orElseThrow();
    assertThat(entry.read()).isEqualTo(TIME);
    assertThat(entry.made()).isEqualTo(1_234_567);
    assertThat(entry.body().in(Body.Encoding.PLAIN)).hasSize(length);
    assertThat(entry.body().tag()).startsWith("r7-");
    assertThat(entry.body().has(Body.Encoding.GZIP)).isEqualTo(length >= 512);
    assertThat(FRAMES.write(NAME, entry)).isEqualTo(frame);
  }

  /** Scripts in Redis compare it there. */
  @Test
  void timeStandsWhereScriptsLookForIt() {
    assertThat(new String(frame(10), 0, 20, ISO_8859_1)).isEqualTo("AcV2" + TIME);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 2_000})
  void everyPartOfAFrameIsNone(int length) {
    byte[] frame = frame(length);
    for (int end = 0; end < frame.length; end++) {
      assertThat(FRAMES.read(NAME, Arrays.copyOf(frame, end))).isEmpty();
    }
    assertThat(FRAMES.read(NAME, Arrays.copyOf(frame, frame.length + 1))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 2_000})
  void everyFlippedBitIsNoticed(int length) {
    byte[] frame = frame(length);
    for (int bit = 0; bit < frame.length * 8; bit++) {
      frame[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(FRAMES.read(NAME, frame)).as("bit %d", bit).isEmpty();
      frame[bit / 8] ^= (byte) (1 << bit % 8);
    }
    assertThat(FRAMES.read(NAME, frame)).isPresent();
  }

  @Test
  void randomDamageIsNoticed() {
    var random = new SplittableRandom(seed);
    byte[] whole = frame(2_000);
    for (int i = 0; i < 20_000; i++) {
      byte[] frame = whole.clone();
      for (int n = random.nextInt(1, 9); n > 0; n--) {
        frame[random.nextInt(frame.length)] = (byte) random.nextInt();
      }
      if (!Arrays.equals(frame, whole)) {
        assertThat(FRAMES.read(NAME, frame)).as("seed %d, round %d", seed, i).isEmpty();
      }
    }
  }

  @Test
  void anythingElseIsNone() {
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      var bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      byte[] magic = Frame.MAGIC.getBytes(ISO_8859_1);
      System.arraycopy(magic, 0, bytes, 0, Math.min(magic.length, bytes.length));
      assertThat(FRAMES.read(NAME, bytes)).as("seed %d, round %d", seed, i).isEmpty();
    }
  }

  @Test
  void frameIsNoneUnderAnotherNameOrAnotherKeyAndIsCounted() {
    byte[] frame = frame(2_000);
    long before = SEAL.refused(RedisSeal.Kind.CACHE_ENTRY);
    assertThat(FRAMES.read(NAME + "r", frame)).isEmpty();
    assertThat(SEAL.refused(RedisSeal.Kind.CACHE_ENTRY)).isEqualTo(before + 1);
    byte[] another = new byte[32];
    another[31] = 1;
    assertThat(new Frame(new RedisSeal(another)).read(NAME, frame)).isEmpty();
    assertThat(FRAMES.read(NAME, frame)).isPresent();
  }
}
