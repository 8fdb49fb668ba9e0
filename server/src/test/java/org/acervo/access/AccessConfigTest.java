package org.acervo.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.acervo.kernel.DataSize;
import org.junit.jupiter.api.Test;

class AccessConfigTest {
  private static AccessConfig with(DataSize memory, Duration life, int tries) {
    var d = AccessConfig.DEFAULT;
    return new AccessConfig(
        life,
        d.sessionTouch(),
        memory,
        d.hashPasses(),
        d.hashLanes(),
        d.hashesAtOnce(),
        tries,
        d.triesPerAddress(),
        d.firstWait(),
        d.longestWait(),
        d.forgetTries(),
        d.lease(),
        d.renewal(),
        d.changeWait());
  }

  @Test
  void defaultsAreThoseThatAreDocumented() {
    var d = AccessConfig.DEFAULT;
    assertThat(d.sessionLife()).isEqualTo(Duration.ofDays(30));
    assertThat(d.sessionTouch()).isEqualTo(Duration.ofHours(1));
    assertThat(d.hashMemory()).isEqualTo(DataSize.mib(19));
    assertThat(d.hashPasses()).isEqualTo(2);
    assertThat(d.hashLanes()).isEqualTo(1);
    assertThat(d.hashesAtOnce()).isEqualTo(4);
    assertThat(d.triesPerLogin()).isEqualTo(5);
    assertThat(d.triesPerAddress()).isEqualTo(25);
    assertThat(d.firstWait()).isEqualTo(Duration.ofSeconds(5));
    assertThat(d.longestWait()).isEqualTo(Duration.ofMinutes(15));
    assertThat(d.forgetTries()).isEqualTo(Duration.ofHours(1));
    assertThat(d.lease()).isEqualTo(Duration.ofSeconds(15));
    assertThat(d.renewal()).isEqualTo(Duration.ofSeconds(1));
    assertThat(d.changeWait()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void wrongValuesAreRefusedByTheNameOfTheirKey() {
    assertThatThrownBy(() -> with(DataSize.kib(1), Duration.ofDays(1), 5))
        .hasMessageContaining("ACERVO_PASSWORD_MEMORY");
    assertThatThrownBy(() -> with(DataSize.mib(19), Duration.ofMinutes(1), 5))
        .hasMessageContaining("ACERVO_SESSION_TOUCH");
    assertThatThrownBy(() -> with(DataSize.mib(19), Duration.ZERO, 5))
        .hasMessageContaining("ACERVO_SESSION_LIFE");
    assertThatThrownBy(() -> with(DataSize.mib(19), Duration.ofDays(1), 0))
        .hasMessageContaining("ACERVO_SIGN_IN_TRIES");
  }

  @Test
  void passwordsAreStoredWithTheirParameters() {
    var passwords = new Passwords(AccessConfig.DEFAULT, new Secrets());
    var stored = passwords.hash("pa\u0301ssword");
    assertThat(stored).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(passwords.outdated(stored)).isFalse();
    assertThat(passwords.matches("p\u00e1ssword", Optional.of(stored))).isTrue();
    assertThat(passwords.matches("password", Optional.of(stored))).isFalse();
    assertThat(passwords.matches("p\u00e1ssword", Optional.empty())).isFalse();
  }
}
