package org.acervo.media;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The processor time of a worker: of the process that was started and of those it had started when
 * it was ready, because a sandbox puts itself in between. A process that ended in the meantime
 * counts no more.
 */
final class ProcessorTime {
  private final List<ProcessHandle> family;

  ProcessorTime(Process process) {
    this.family = Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  /** Zero where the system does not tell. */
  Duration used() {
    return family.stream()
        .map(one -> one.info().totalCpuDuration())
        .flatMap(Optional::stream)
        .reduce(Duration.ZERO, Duration::plus);
  }
}
