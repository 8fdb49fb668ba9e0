package org.acervo.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SealTest {
  private final Seal seal = new Seal("one key".getBytes(UTF_8));

  @Test
  void opensWhatItSealed() {
    assertThat(seal.open(seal.seal("aé\n1"))).contains("aé\n1");
  }

  @Test
  void refusesWhatWasChangedAtAnyPlace() {
    String sealed = seal.seal("payload");
    for (int i = 0; i < sealed.length(); i++) {
      char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
      String changed = sealed.substring(0, i) + other + sealed.substring(i + 1);
      assertThat(seal.open(changed)).as("changed at " + i).isEmpty();
    }
  }

  @Test
  void refusesWhatIsNotSealedByThisKey() {
    assertThat(seal.open(new Seal("other".getBytes(UTF_8)).seal("x"))).isEmpty();
    assertThat(seal.open("")).isEmpty();
    assertThat(seal.open("not base64 !")).isEmpty();
  }
}
