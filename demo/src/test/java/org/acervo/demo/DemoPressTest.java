package org.acervo.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.acervo.trial.Work;
import org.junit.jupiter.api.Test;

class DemoPressTest {
  private final List<Work> works = IntStream.range(0, 20).mapToObj(DemoPressTest::small).toList();

  @Test
  void framesComeBackAsTheyWere() throws Exception {
    var out = new ByteArrayOutputStream();
    DemoPress.print(works, out);
    var in = new DataInputStream(new ByteArrayInputStream(out.toByteArray()));
    var seen = new HashMap<String, String>();
    for (var print = DemoPress.read(in, works);
        print.isPresent();
        print = DemoPress.read(in, works)) {
      var got = print.get();
      seen.put(got.work().fileName(), new String(got.bytes(), StandardCharsets.UTF_8));
    }
    assertThat(seen)
        .hasSize(20)
        .allSatisfy((name, text) -> assertThat(text).startsWith("bytes of " + name));
  }

  @Test
  void aCutStreamIsAFailureAndNotAnEnd() throws Exception {
    var out = new ByteArrayOutputStream();
    DemoPress.print(works.subList(0, 1), out);
    var cut = java.util.Arrays.copyOf(out.toByteArray(), 12);
    assertThatThrownBy(
            () -> DemoPress.read(new DataInputStream(new ByteArrayInputStream(cut)), works))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void aWorkThatCannotBeDrawnStopsThePress() {
    var broken =
        new Work(
            List.of("a"),
            "t",
            "d",
            List.of(),
            LocalDate.EPOCH,
            "f",
            "image/png",
            () -> {
              throw new IllegalStateException("no ink");
            });
    assertThatThrownBy(() -> DemoPress.print(List.of(broken), new ByteArrayOutputStream()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no ink");
  }

  @Test
  void aProcessOfItsOwnHandsOverWorks() throws Exception {
    var plan = new DemoLibrary().plan();
    try (var press = DemoPress.start(plan)) {
      for (var i = 0; i < 3; i++) {
        var print = press.next().orElseThrow();
        assertThat(plan.works()).contains(print.work());
        assertThat(print.bytes()).hasSizeGreaterThan(10_000);
      }
    }
  }

  private static Work small(int i) {
    var name = "work-" + i;
    return new Work(
        List.of("a"),
        "t",
        "d",
        List.of(),
        LocalDate.EPOCH,
        name,
        "image/png",
        () -> ("bytes of " + name + "!".repeat(i)).getBytes(StandardCharsets.UTF_8));
  }
}
