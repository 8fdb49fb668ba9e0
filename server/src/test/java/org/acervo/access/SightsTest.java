package org.acervo.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is remembered of what was said; that it is right is shown over HTTP. */
class SightsTest {
  private final World world = new World().collection("a", "root");
  private final Tree tree = world.policy().tree();
  private final Sights sights = new Sights(world.data(), tree);

  private String say(int scopes) {
    var rights = Rights.of(Set.of(), tree, new Branch[1], Role.BUILTIN_BY_ID, 7);
    return sights.of(rights, 0, scopes, 7);
  }

  /** Each holds on to what it was said by, however many callers come and go. */
  @Test
  void memoryIsBounded() {
    String first = say(3);
    for (int i = 0; i < Sights.MOST + 100; i++) {
      say(3);
      assertThat(sights.size()).isLessThanOrEqualTo(Sights.MOST);
    }
    assertThat(say(3)).as("the same again").isEqualTo(first);
  }

  @Test
  void whatIsForgottenIsSaidAgain() {
    String first = say(3);
    sights.forget();
    assertThat(sights.size()).isZero();
    assertThat(say(3)).isEqualTo(first);
  }
}
