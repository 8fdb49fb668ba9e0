package org.acervo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.acervo.kernel.DataSize;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.junit.jupiter.api.Test;

final class AdmissionTest {
  private static final long QUARTER_OF_IT = 64 << 10;

  private final Admission admission = new Admission(DataSize.mib(1), Duration.ZERO);

  @Test
  void whatIsTakenIsMissingUntilTheRequestIsOver() {
    try (var second = admission.hold()) {
      try (var first = admission.hold()) {
        first.takeJson(3 * QUARTER_OF_IT);
        second.takeJson(QUARTER_OF_IT);
        assertThatThrownBy(() -> second.takeJson(1))
            .isInstanceOfSatisfying(
                Failed.class,
                failed -> assertThat(failed.failure()).isInstanceOf(Failure.Overloaded.class));
      }
      second.takeJson(3 * QUARTER_OF_IT);
    }
    try (var all = admission.hold()) {
      all.takeJson(4 * QUARTER_OF_IT);
    }
  }

  /** There is none that could not be answered if it came alone. */
  @Test
  void oneRequestAloneIsAlwaysAdmitted() {
    try (var hold = admission.hold()) {
      hold.takeJson(100 * QUARTER_OF_IT);
      hold.take(Answer.bytes("x/x", new byte[1 << 20]));
    }
  }
}
