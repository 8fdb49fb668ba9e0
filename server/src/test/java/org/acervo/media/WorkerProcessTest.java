package org.acervo.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.acervo.kernel.DataSize;
import org.acervo.kernel.MediaType;
import org.acervo.media.Inspection.Document;
import org.acervo.media.Inspection.Failed;
import org.acervo.media.Inspection.Picture;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real worker, in its real process, isolated as far as this machine allows. */
@Tag("slow")
class WorkerProcessTest {
  @TempDir Path folder;
  private Workers workers;

  @BeforeEach
  void open() throws Exception {
    workers = Workers.open(config(128));
  }

  @AfterEach
  void close() {
    workers.close();
  }

  private MediaConfig config(long megabytes) {
    return new MediaConfig(
        1,
        new DataSize(megabytes << 20),
        Duration.ofMinutes(2),
        Duration.ofMinutes(5),
        Duration.ofMinutes(2),
        100,
        new DataSize(1L << 30),
        Sandbox.BEST,
        folder.resolve("pool"));
  }

  private static Original original(MediaType type, byte[] bytes) {
    return new Original(type, () -> new ByteArrayInputStream(bytes));
  }

  private static byte[] picture(int width, int height, String format) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  private static byte[] pdf(int pages) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PDDocument pdf = new PDDocument()) {
      for (int i = 0; i < pages; i++) {
        pdf.addPage(new PDPage());
      }
      pdf.save(out);
    }
    return out.toByteArray();
  }

  @Test
  void drawsAPictureAndThenADocument() throws Exception {
    Original jpeg = original(MediaType.JPEG, picture(3000, 2000, "jpeg"));
    Picture picture = (Picture) workers.inspect(jpeg, List.of(256, 1440, 2560), Effort.FIRST);
    assertThat(picture.previews()).extracting(Preview::width).containsExactly(2560, 1440, 256);
    Original pdf = original(MediaType.PDF, pdf(30));
    assertThat(((Document) workers.inspect(pdf, List.of(256), Effort.FIRST)).pages()).hasSize(20);
    Document rest = (Document) workers.pages(pdf, 21, 99, List.of(256), true, Effort.FIRST);
    assertThat(rest.pages()).extracting(PdfPage::number).startsWith(21).endsWith(30);
    Document one = (Document) workers.pages(pdf, 30, 30, List.of(512), false, Effort.AWAITED);
    assertThat(one.pages().getFirst().previews()).hasSize(1);
    assertThat(one.pages().getFirst().text()).isNull();
    assertThat(workers.state().started()).isEqualTo(1);
  }

  @Test
  void survivesAnImageThatDoesNotFitItsMemory() throws Exception {
    workers.close();
    workers = Workers.open(config(64));
    byte[] large = picture(9000, 9000, "png");
    Inspection answer =
        workers.inspect(original(MediaType.PNG, large), List.of(4096), Effort.FIRST);
    assertThat(answer).isInstanceOf(Failed.class);
    assertThat(((Failed) answer).detail()).contains("memory of a worker");
    Original small = original(MediaType.PNG, picture(90, 90, "png"));
    assertThat(workers.inspect(small, List.of(256), Effort.FIRST)).isInstanceOf(Picture.class);
    assertThat(workers.state().started()).isEqualTo(2);
  }

  @Test
  void doesNotReadOtherFilesForAPictureThatNamesThemInItsXmp() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "do not tell");
    String xmp =
        """
        <!DOCTYPE x [<!ENTITY s SYSTEM "%s">]>
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF \
        xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description \
        xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li \
        xml:lang="x-default">title &s;</rdf:li></rdf:Alt></dc:title></rdf:Description>\
        </rdf:RDF></x:xmpmeta>\
        """
            .formatted(secret.toUri());
    byte[] jpeg = picture(20, 20, "jpeg");
    String plain = xmp.substring(xmp.indexOf('\n') + 1).replace("&s;", "of the picture");
    assertThat(title(withXmp(jpeg, plain))).isEqualTo("title of the picture");
    String title = title(withXmp(jpeg, xmp));
    assertThat(String.valueOf(title)).doesNotContain("do not tell");
  }

  private String title(byte[] jpeg) throws Exception {
    Original original = original(MediaType.JPEG, jpeg);
    return String.valueOf(
        ((Picture) workers.inspect(original, List.of(256), Effort.FIRST)).facts().title());
  }

  private static byte[] withXmp(byte[] jpeg, String xmp) {
    byte[] packet = ("http://ns.adobe.com/xap/1.0/\0" + xmp).getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(jpeg.length + packet.length + 4);
    bytes.put(jpeg, 0, 2).putShort((short) 0xFFE1).putShort((short) (packet.length + 2));
    return bytes.put(packet).put(jpeg, 2, jpeg.length - 2).array();
  }
}
