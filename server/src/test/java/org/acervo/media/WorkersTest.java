package org.acervo.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.acervo.kernel.DataSize;
import org.acervo.kernel.MediaType;
import org.acervo.kernel.Sha256;
import org.acervo.media.Inspection.Document;
import org.acervo.media.Inspection.Failed;
import org.acervo.media.Inspection.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class WorkersTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir Path folder;
  private Workers workers;

  @BeforeEach
  void open() throws Exception {
    workers = rogues(1, LONG, 100);
  }

  @AfterEach
  void close() throws Exception {
    workers.close();
    assertThat(privateFolders()).isZero();
  }

  private Workers rogues(int count, Duration idle, int recycle) throws Exception {
    return rogues(count, LONG, LONG, idle, recycle);
  }

  private Workers rogues(
      int count, Duration deadline, Duration patience, Duration idle, int recycle)
      throws Exception {
    DataSize memory = new DataSize(64 << 20);
    return Workers.open(
        new MediaConfig(
            count,
            memory,
            deadline,
            patience,
            idle,
            recycle,
            new DataSize(1000),
            Sandbox.BEST,
            folder),
        RogueWorker.class.getName());
  }

  private void reopen(int count, Duration idle, int recycle) throws Exception {
    workers.close();
    workers = rogues(count, idle, recycle);
  }

  private Inspection say(String order) throws Exception {
    byte[] bytes = order.getBytes(StandardCharsets.UTF_8);
    Original original = new Original(MediaType.PDF, () -> new ByteArrayInputStream(bytes));
    return workers.inspect(original, List.of(256), Effort.FIRST);
  }

  /** Which process answered. */
  private String identity(String order) throws Exception {
    assertThat(say(order)).isInstanceOf(Failed.class);
    Failed answer = (Failed) say(order);
    assertThat(answer.engine()).isEqualTo("rogue");
    return answer.detail();
  }

  private long privateFolders() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    }
  }

  @Test
  void startsNoProcessBeforeItIsNeeded() throws Exception {
    assertThat(workers.state().alive()).isZero();
    identity("hello");
    assertThat(workers.state().alive()).isEqualTo(1);
  }

  @Test
  void usesTheSameProcessAgain() throws Exception {
    assertThat(identity("hello")).isEqualTo(identity("hello"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit", "garbage", "oversized", "negative", "liar", "half"})
  void answersFailedAndReplacesAWorkerThatBreaksOff(String order) throws Exception {
    assertThat(say(order)).isInstanceOf(Failed.class).extracting("engine").isEqualTo("worker");
    identity("hello");
  }

  @Test
  void saysTheExitCodeOfAWorkerThatEnded() throws Exception {
    assertThat(((Failed) say("exit")).detail()).contains("exit code 3");
  }

  @Test
  void endsAWorkerThatHasUsedUpItsProcessorTime() throws Exception {
    workers.close();
    workers = rogues(1, SHORT, LONG, LONG, 100);
    Failed slow = (Failed) say("spin");
    assertThat(slow.fault()).isEqualTo(Fault.TOO_SLOW);
    assertThat(slow.detail()).contains("300 ms of processor time");
  }

  @Test
  void timeOnTheWallIsNotTheFaultOfTheFile() throws Exception {
    workers.close();
    workers = rogues(1, LONG, SHORT, LONG, 100);
    identity("hello"); // the start counts apart
    Failed stalled = (Failed) say("sleep");
    assertThat(stalled.fault()).isEqualTo(Fault.STALLED);
    assertThat(stalled.fault().isFinal(1000)).isFalse();
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void keepsThePagesMadeBeforeADeadline() throws Exception {
    workers.close();
    workers = rogues(1, LONG, Duration.ofSeconds(3), LONG, 100);
    Document document = (Document) say("pages then sleep");
    assertThat(document.pages()).extracting(PdfPage::text).containsExactly("one");
    assertThat(document.stopped()).isNotNull();
  }

  @Test
  void endsAnAnswerThatDoesNotEnd() throws Exception {
    Document document = (Document) say("endless pages");
    assertThat(document.stopped()).isNotNull();
    assertThat(document.pages()).hasSizeLessThan(100);
  }

  @Test
  void doesNotBlameAFileForTheDamageOfAnEarlierOne() throws Exception {
    say("poison");
    assertThat(((Failed) say("hello")).engine()).isEqualTo("rogue");
  }

  @Test
  void aWorkerEndedFromOutsideIsNotTheFaultOfTheFile() throws Exception {
    Failed killed = (Failed) say("killed");
    assertThat(killed.fault()).isEqualTo(Fault.KILLED);
    assertThat(((Failed) say("exit")).fault()).isEqualTo(Fault.CRASHED);
  }

  @Test
  void pagesOfOneOriginalCostOneCopy() throws Exception {
    AtomicInteger copies = new AtomicInteger();
    byte[] bytes = "hello".getBytes(StandardCharsets.UTF_8);
    Original named =
        new Original(
            MediaType.PDF,
            Optional.of(Sha256.of(bytes)),
            () -> {
              copies.incrementAndGet();
              return new ByteArrayInputStream(bytes);
            });
    for (int page = 1; page <= 5; page++) {
      workers.pages(named, page, page, List.of(256), false, Effort.AWAITED);
    }
    assertThat(copies).hasValue(1);
    identity("other");
    workers.pages(named, 6, 6, List.of(256), false, Effort.AWAITED);
    assertThat(copies).hasValue(2);
  }

  @Test
  void isNotBlockedByAWorkerThatFillsItsLog() throws Exception {
    identity("chatter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"worn", "grown"})
  void replacesAWorkerThatAsksForItOrHasGrown(String order) throws Exception {
    Failed first = (Failed) say(order);
    assertThat(((Failed) say("hello")).detail()).isNotEqualTo(first.detail());
  }

  @Test
  void replacesAWorkerAfterItsShareOfFiles() throws Exception {
    reopen(1, LONG, 2);
    Set<String> identities = new HashSet<>();
    for (int i = 0; i < 6; i++) {
      identities.add(((Failed) say("hello")).detail());
    }
    assertThat(identities).hasSize(3);
  }

  @Test
  void endsIdleWorkers() throws Exception {
    reopen(1, Duration.ofMillis(50), 100);
    identity("hello");
    while (workers.state().alive() > 0) {
      Thread.sleep(20);
    }
    assertThat(workers.state().busy()).isZero();
    identity("hello");
  }

  @Test
  void neverRunsMoreThanAllowedAndServesAllCallers() throws Exception {
    reopen(2, LONG, 100);
    List<Future<Inspection>> answers = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        String order = i % 10 == 5 ? "exit" : "hello";
        answers.add(callers.submit(() -> say(order)));
      }
      for (Future<Inspection> answer : answers) {
        assertThat(answer.get()).isInstanceOf(Failed.class);
        assertThat(workers.state().alive()).isLessThanOrEqualTo(2);
      }
    }
    assertThat(workers.state().busy()).isZero();
  }

  @Test
  void refusesAnOriginalOverTheLimitWithoutLosingTheWorker() throws Exception {
    String before = identity("hello");
    assertThat(((Refused) say("x".repeat(1001))).why()).isEqualTo(Refusal.TOO_LARGE);
    assertThat(((Refused) say("")).why()).isEqualTo(Refusal.EMPTY);
    assertThat(identity("hello")).isEqualTo(before);
  }

  @Test
  void passesOnAnOriginalThatCannotBeRead() throws Exception {
    String before = identity("hello");
    Original broken =
        new Original(
            MediaType.JPEG,
            () -> {
              throw new IOException("disk gone");
            });
    assertThatThrownBy(() -> workers.inspect(broken, List.of(256), Effort.FIRST))
        .hasMessage("disk gone");
    assertThat(identity("hello")).isEqualTo(before);
  }

  @Test
  void answersFailedWhenNoWorkerStarts() throws Exception {
    workers.close();
    DataSize size = new DataSize(64 << 20);
    workers =
        Workers.open(
            new MediaConfig(1, size, LONG, LONG, LONG, 1, size, Sandbox.BEST, folder),
            "org.acervo.media.NoSuchMain");
    assertThat(((Failed) say("hello")).detail()).contains("exit code 1");
  }

  @Test
  void leavesNoProcessBehind() throws Exception {
    identity("hello");
    say("exit");
    identity("hello");
    workers.close();
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(((Failed) say("hello")).detail()).contains("closed");
  }

  /** What it can reach is tried in {@link SandboxTest}. */
  @Test
  void givesAWorkerNoEnvironment() throws Exception {
    assertThat(((Failed) say("look")).detail()).isEqualTo("environment 0");
  }
}
