package org.acervo.media;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import org.acervo.kernel.MediaType;
import org.acervo.media.Inspection.Document;
import org.acervo.media.Inspection.Failed;
import org.acervo.media.Inspection.Picture;
import org.acervo.media.Inspection.Refused;

/**
 * The language between the server and a worker: frames of a 4-byte length and a message, over the
 * worker's standard input and output. Java serialization is not used, because the worker may have
 * been taken over by the file it opened: whatever it writes can only become one of these records or
 * an {@link IOException}.
 */
public final class Wire {
  /** Raised with every change of the messages; both sides run the same jar, so they must agree. */
  public static final int VERSION = 3;

  /** The largest answer frame: three previews of at most 8 MiB each and their facts. */
  public static final int MAX_ANSWER = 32 << 20;

  private static final int MAX_REQUEST = 64 << 10;

  private Wire() {}

  /** Sends one request. */
  public static void send(OutputStream out, Request request) throws IOException {
    frame(out, MAX_REQUEST, o -> write(o, request));
  }

  /** Sends one answer. */
  public static void send(OutputStream out, Answer answer) throws IOException {
    frame(out, MAX_ANSWER, o -> write(o, answer));
  }

  /**
   * Waits for a request.
   *
   * @throws EOFException when the server is gone
   */
  public static Request nextRequest(InputStream in) throws IOException {
    return message(in, MAX_REQUEST, Wire::readRequest);
  }

  /**
   * Waits for an answer.
   *
   * @throws EOFException when the worker is gone
   * @throws IOException when it wrote something that is no answer
   */
  public static Answer nextAnswer(InputStream in) throws IOException {
    return message(in, MAX_ANSWER, Wire::readAnswer);
  }

  private interface Body {
    void writeTo(DataOutputStream out) throws IOException;
  }

  private static void frame(OutputStream out, int limit, Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    body.writeTo(new DataOutputStream(bytes));
    if (bytes.size() > limit) {
      throw new IOException("message of %d bytes, at most %d".formatted(bytes.size(), limit));
    }
    DataOutputStream framed = new DataOutputStream(out);
    framed.writeInt(bytes.size());
    bytes.writeTo(framed);
    framed.flush();
  }

  private static <T> T message(InputStream in, int limit, Fields.Reader<T> reader)
      throws IOException {
    int length = new DataInputStream(in).readInt();
    if (length < 1 || length > limit) {
      throw new IOException("message of %d bytes, allowed 1 to %d".formatted(length, limit));
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("message ended after %d of %d bytes".formatted(bytes.length, length));
    }
    DataInputStream fields = new DataInputStream(new ByteArrayInputStream(bytes));
    T message;
    try {
      message = reader.read(fields);
    } catch (IllegalArgumentException | DateTimeException | EOFException e) {
      throw new IOException("malformed message: " + e.getMessage(), e);
    }
    if (fields.available() > 0) {
      throw new IOException("%d bytes too many in a message".formatted(fields.available()));
    }
    return message;
  }

  private static void write(DataOutputStream out, Request request) throws IOException {
    switch (request) {
      case Request.Inspect inspect -> {
        out.writeByte('i');
        Fields.name(out, inspect.type());
        Fields.text(out, inspect.file().toString());
        Fields.list(out, inspect.sizes(), DataOutputStream::writeInt);
        out.writeInt(inspect.softMillis());
      }
      case Request.Pages pages -> {
        out.writeByte('p');
        Fields.text(out, pages.file().toString());
        out.writeInt(pages.first());
        out.writeInt(pages.last());
        Fields.list(out, pages.sizes(), DataOutputStream::writeInt);
        out.writeBoolean(pages.text());
        out.writeInt(pages.softMillis());
      }
    }
  }

  private static Request readRequest(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case 'i' ->
          new Request.Inspect(
              Fields.name(in, MediaType.class),
              Path.of(Fields.text(in)),
              Fields.list(in, DataInputStream::readInt),
              in.readInt());
      case 'p' ->
          new Request.Pages(
              Path.of(Fields.text(in)),
              in.readInt(),
              in.readInt(),
              Fields.list(in, DataInputStream::readInt),
              in.readBoolean(),
              in.readInt());
      default -> throw new IOException("unknown request " + kind);
    };
  }

  private static void write(DataOutputStream out, Answer answer) throws IOException {
    switch (answer) {
      case Answer.Hello hello -> {
        out.writeByte('h');
        out.writeInt(hello.version());
      }
      case Answer.Whole whole -> {
        switch (whole.inspection()) {
          case Picture picture -> {
            out.writeByte('i');
            ResultFields.picture(out, picture);
          }
          case Refused refused -> {
            out.writeByte('r');
            ResultFields.refused(out, refused);
          }
          case Failed failed -> {
            out.writeByte('f');
            ResultFields.failed(out, failed);
          }
          case Document document ->
              throw new IOException(
                  "a document of %d pages is sent page by page".formatted(document.pageCount()));
        }
      }
      case Answer.Opened opened -> {
        out.writeByte('o');
        out.writeInt(opened.pageCount());
        FactsFields.write(out, opened.facts());
        Fields.optional(out, opened.missing(), Fields::reason);
      }
      case Answer.Drawn drawn -> {
        out.writeByte('d');
        ResultFields.page(out, drawn.page());
        Fields.bytes(out, drawn.thumbHash());
        Fields.optional(out, drawn.color(), Fields::text);
      }
      case Answer.End end -> {
        out.writeByte('e');
        out.writeLong(end.residentBytes());
        out.writeBoolean(end.worn());
      }
    }
  }

  private static Answer readAnswer(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case 'h' -> new Answer.Hello(in.readInt());
      case 'i' -> new Answer.Whole(ResultFields.picture(in));
      case 'r' -> new Answer.Whole(ResultFields.refused(in));
      case 'f' -> new Answer.Whole(ResultFields.failed(in));
      case 'o' ->
          new Answer.Opened(
              in.readInt(), FactsFields.read(in), Fields.optional(in, Fields::reason));
      case 'd' ->
          new Answer.Drawn(
              ResultFields.page(in), Fields.bytes(in), Fields.optional(in, Fields::text));
      case 'e' -> new Answer.End(in.readLong(), in.readBoolean());
      default -> throw new IOException("unknown answer " + kind);
    };
  }
}
