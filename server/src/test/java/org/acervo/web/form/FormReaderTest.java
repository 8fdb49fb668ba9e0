package org.acervo.web.form;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormReaderTest {
  private static final String TYPE = "multipart/form-data; boundary=b";

  private static FormReader reader(String body) throws IOException {
    return new FormReader(new ByteArrayInputStream(body.getBytes(UTF_8)), TYPE);
  }

  private static String part(String disposition, String content) {
    return "--b\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
  }

  private static FormPart first(String disposition) throws IOException {
    return reader(part(disposition, "x") + "--b--").next().orElseThrow();
  }

  /** Says no more than a few bytes at a time, as networks do. */
  private static InputStream inPieces(byte[] bytes, Random random) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, 1 + random.nextInt(40)));
      }
    };
  }

  @Test
  void whatIsSentIsReadHoweverItComesInPieces() throws IOException {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<byte[]> sent = new ArrayList<>();
      var body = new ByteArrayOutputStream();
      body.writeBytes("what stands before\r\n".getBytes(UTF_8));
      for (int i = 0; i < 1 + random.nextInt(4); i++) {
        var content = new ByteArrayOutputStream();
        for (int n = random.nextInt(60); n > 0; n--) {
          // Much of what almost is a boundary.
          content.writeBytes(
              List.of("\r\n--", "\r\n--B", "\r", "\n", "--b", "\r\n-", "\0", "x", "\r\n\r\n--")
                  .get(random.nextInt(9))
                  .getBytes(UTF_8));
        }
        if (content.toString(UTF_8).contains("\r\n--b")) {
          content.reset();
        }
        sent.add(content.toByteArray());
        body.writeBytes("--b\r\nContent-Disposition: form-data; name=n\r\n\r\n".getBytes(UTF_8));
        body.writeBytes(content.toByteArray());
        body.writeBytes("\r\n".getBytes(UTF_8));
      }
      body.writeBytes("--b--\r\nwhat stands after".getBytes(UTF_8));
      var reader = new FormReader(inPieces(body.toByteArray(), random), TYPE);
      for (byte[] content : sent) {
        var part = reader.next().orElseThrow();
        assertThat(part.bytes().readAllBytes())
            .as("seed %d, round %d", seed, round)
            .isEqualTo(content);
      }
      assertThat(reader.next()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name=\"file\"; filename=\"a.png\"|a.png",
        "name=file; filename=a.png|a.png",
        "filename=\"a.png\" ; name=\"file\"|a.png",
        "name=\"file\"; filename=\"say %22hi%22.png\"|say \"hi\".png",
        "name=\"file\"; filename=\"say \\\"hi\\\".png\"|say \"hi\".png",
        "name=\"file\"; filename=\"C:\\x\\y.png\"|C:\\x\\y.png",
        "name=\"file\"; filename=\"ends with \\\"|ends with \\",
        "name=\"file\"; filename=\"a;b=c.png\"|a;b=c.png",
        "name=\"file\"; filename=\"100%.png\"|100%.png",
        "name=\"file\"; filename=\"ação 😀.png\"|ação 😀.png",
        "name=\"file\"; filename=\"x\"; filename*=UTF-8''a%C3%A7%C3%A3o.png|ação.png",
      })
  void namesOfFilesAreReadAsBrowsersAndProgramsWriteThem(String disposition, String name)
      throws IOException {
    var part = first(disposition);
    assertThat(part.name()).isEqualTo("file");
    assertThat(part.fileName()).hasValue(name);
  }

  @Test
  void nameOfAThousandBytesIsRead() throws IOException {
    String name = "字".repeat(340);
    assertThat(first("name=\"file\"; filename=\"" + name + "\"").fileName()).hasValue(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--b",
        "--b\r\n",
        "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nno end",
        "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=a; name=b\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"b\r\n\r\nx\r\n--b--",
        "--b\r\nno header\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data;\r\n name=a\r\n\r\nx\r\n--b--",
        "--b\nContent-Disposition: form-data; name=a\n\nx\n--b--",
        "--b behind\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + "eA==\r\n--b--",
      })
  void formThatIsNotWellFormedIsInvalid(String body) {
    assertThatThrownBy(
            () -> {
              var reader = reader(body);
              for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                reader.text(next.get());
              }
            })
        .isInstanceOfSatisfying(
            Failed.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Invalid.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\u00e9\"",
        "multipart/form-data; boundary=a; boundary=b",
      })
  void formWithoutABoundaryNamesTheHeader(String type) {
    assertThatThrownBy(() -> new FormReader(InputStream.nullInputStream(), type))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("Content-Type");
  }

  /** Endless: whoever read beyond a limit before it looks at it would not come back. */
  private static InputStream endless(String piece) {
    byte[] bytes = piece.getBytes(ISO_8859_1);
    return new InputStream() {
      private int at;

      @Override
      public int read() {
        return bytes[at++ % bytes.length];
      }

      @Override
      public int read(byte[] into, int offset, int length) {
        for (int i = 0; i < length; i++) {
          into[offset + i] = (byte) read();
        }
        return length;
      }
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--b\r\nContent-Disposition: form-data; name=tags\r\n\r\nx\r\n",
        "--b\r\nContent-Disposition: form-data; name=tags\r\n\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "--b\r\nX: y\r\nX: y\r\nX: y\r\nX: y\r\n",
        "--b\r\nxxxxxxxxxxxxxxxx",
        "no boundary at all",
      })
  void limitsHoldWhileReading(String piece) {
    var bytes = endless(piece);
    assertThatThrownBy(
            () -> {
              var reader = new FormReader(bytes, TYPE);
              while (true) {
                reader.text(reader.next().orElseThrow());
              }
            })
        .isInstanceOf(Failed.class);
  }

  @Test
  void allTextsOfAFormShareOneLimit() throws IOException {
    var body = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      body.append(part("name=\"tags\"", "x".repeat(60 << 10)));
    }
    var reader = reader(body + "--b--");
    for (int i = 0; i < 4; i++) {
      assertThat(reader.text(reader.next().orElseThrow())).hasSize(60 << 10);
    }
    var fifth = reader.next().orElseThrow();
    assertThatThrownBy(() -> reader.text(fifth))
        .isInstanceOfSatisfying(
            Failed.class, e -> assertThat(e.failure()).isInstanceOf(Failure.TooLarge.class));
  }
}
