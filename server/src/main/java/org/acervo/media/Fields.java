package org.acervo.media;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.acervo.items.Reason;
import org.jspecify.annotations.Nullable;

/** The small parts of messages. Reading trusts nothing: every length is checked before use. */
final class Fields {
  private static final int MAX_LIST = 10_000;
  private static final int MAX_PARAMS = 20;

  private Fields() {}

  interface Writer<T> {
    void write(DataOutputStream out, T value) throws IOException;
  }

  interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** A length can only be true when that many bytes are still in the frame. */
  static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("field of %d bytes in a shorter message".formatted(length));
    }
    return in.readNBytes(length);
  }

  static void text(DataOutputStream out, String text) throws IOException {
    bytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(DataInputStream in) throws IOException {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  static void reason(DataOutputStream out, Reason reason) throws IOException {
    text(out, reason.code());
    out.writeInt(reason.params().size());
    for (Map.Entry<String, Object> param : reason.params().entrySet()) {
      text(out, param.getKey());
      boolean number = param.getValue() instanceof Long;
      out.writeBoolean(number);
      text(out, param.getValue().toString());
    }
  }

  static Reason reason(DataInputStream in) throws IOException {
    String code = text(in);
    int size = in.readInt();
    if (size < 0 || size > MAX_PARAMS) {
      throw new IOException("reason with %d values, at most %d".formatted(size, MAX_PARAMS));
    }
    Map<String, Object> params = new HashMap<>();
    for (int i = 0; i < size; i++) {
      String name = text(in);
      boolean number = in.readBoolean();
      String value = text(in);
      params.put(name, number ? (Object) Long.valueOf(value) : value);
    }
    return new Reason(code, params);
  }

  static <T> void optional(DataOutputStream out, @Nullable T value, Writer<T> writer)
      throws IOException {
    out.writeBoolean(value != null);
    if (value != null) {
      writer.write(out, value);
    }
  }

  static <T> @Nullable T optional(DataInputStream in, Reader<T> reader) throws IOException {
    return in.readBoolean() ? reader.read(in) : null;
  }

  static <T> void list(DataOutputStream out, List<T> values, Writer<T> writer) throws IOException {
    out.writeInt(values.size());
    for (T value : values) {
      writer.write(out, value);
    }
  }

  static <T> List<T> list(DataInputStream in, Reader<T> reader) throws IOException {
    int size = in.readInt();
    if (size < 0 || size > MAX_LIST) {
      throw new IOException("list of %d entries, at most %d".formatted(size, MAX_LIST));
    }
    List<T> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(reader.read(in));
    }
    return values;
  }

  static <E extends Enum<E>> void name(DataOutputStream out, E value) throws IOException {
    text(out, value.name());
  }

  static <E extends Enum<E>> E name(DataInputStream in, Class<E> type) throws IOException {
    return Enum.valueOf(type, text(in));
  }
}
