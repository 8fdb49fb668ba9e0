package org.acervo.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.acervo.items.Reason;
import org.acervo.items.Taken;
import org.acervo.kernel.MediaType;
import org.acervo.media.Facts.Camera;
import org.acervo.media.Facts.Location;
import org.acervo.media.Inspection.Document;
import org.acervo.media.Inspection.Failed;
import org.acervo.media.Inspection.Picture;
import org.acervo.media.Inspection.Refused;
import org.junit.jupiter.api.Test;

class WireTest {
  private static final Facts FACTS =
      new Facts(
          new Taken(
              LocalDateTime.of(2024, 2, 29, 12, 0, 5),
              Optional.of(ZoneOffset.ofHours(-3)),
              Taken.Source.ORIGINAL),
          new Camera("Make", "Model", null, "1/250", 2.8, 100, 35.0),
          new Location(-23.5, -46.6),
          "title",
          "description",
          null,
          "copyright",
          List.of("a", "b"),
          null);
  private static final Preview PREVIEW = new Preview(256, 256, 100, MediaType.JPEG, new byte[9]);
  private static final Reason MISSING =
      Reason.of("damaged").with("percent", 42).with("detail", "ends early");
  private static final PdfPage PAGE = new PdfPage(1, 595, 842, List.of(PREVIEW), "text ç", MISSING);

  private static byte[] bytes(Answer answer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Wire.send(out, answer);
    return out.toByteArray();
  }

  private static List<Answer> answers() {
    return List.of(
        new Answer.Hello(1),
        new Answer.Whole(
            new Picture(
                MediaType.PNG, 3, 4, 1, FACTS, new byte[3], "#a0b1c2", List.of(PREVIEW), MISSING)),
        new Answer.Whole(new Refused(Refusal.LOCKED, Refusal.LOCKED.reason(), Facts.NONE)),
        new Answer.Whole(new Failed(Fault.DAMAGED, "imageio", "broken", FACTS)),
        new Answer.Opened(12, FACTS, MISSING),
        new Answer.Drawn(PAGE, new byte[5], "#ffffff"),
        new Answer.End(5, true));
  }

  @Test
  void bringsEveryAnswerAcross() throws IOException {
    for (Answer answer : answers()) {
      Answer read = Wire.nextAnswer(new ByteArrayInputStream(bytes(answer)));
      assertThat(read).usingRecursiveComparison().isEqualTo(answer);
    }
  }

  @Test
  void bringsEveryRequestAcross() throws IOException {
    List<Request> requests =
        List.of(
            new Request.Inspect(MediaType.PDF, Path.of("/a/b"), List.of(256, 1440), 6000),
            new Request.Pages(Path.of("/a/b"), 3, 9, List.of(), true, 6000));
    for (Request request : requests) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Wire.send(out, request);
      assertThat(Wire.nextRequest(new ByteArrayInputStream(out.toByteArray()))).isEqualTo(request);
    }
  }

  @Test
  void readsDamagedFramesAsAnswersOrErrorsAndNothingElse() throws IOException {
    Random random = new Random(11);
    for (Answer answer : answers()) {
      byte[] frame = bytes(answer);
      for (int i = 0; i < 2_000; i++) {
        byte[] damaged = frame.clone();
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        try {
          assertThat(Wire.nextAnswer(new ByteArrayInputStream(damaged))).isNotNull();
        } catch (IOException expected) {
          assertThat(expected).hasMessageNotContaining("null pointer");
        }
      }
    }
  }

  @Test
  void refusesADocumentAsOneMessage() {
    Document document = new Document(1, Facts.NONE, null, new byte[0], null, List.of(), null);
    assertThatThrownBy(() -> bytes(new Answer.Whole(document))).isInstanceOf(IOException.class);
  }
}
