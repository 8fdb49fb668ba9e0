package org.acervo.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Arrays;
import org.acervo.kernel.Failed;
import org.jspecify.annotations.Nullable;

/**
 * JSON in and out. Request bodies become records, never maps: a field that the record does not
 * have, a number where a text belongs or an object where a text belongs is refused with the field's
 * name.
 */
public final class Json {
  private static final int DEEPEST = 32;
  private static final int LONGEST_TEXT = 1 << 20;
  private static final int LONGEST_NUMBER = 40;
  private static final String BOUNDS =
      "JSON may be %d levels deep, a number %d digits and a text %d characters long"
          .formatted(DEEPEST, LONGEST_NUMBER, LONGEST_TEXT);

  /** Some programs begin UTF-8 with it. */
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .addModule(new SimpleModule().addDeserializer(Instant.class, new StrictInstant()))
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .withCoercionConfig(
              LogicalType.Textual,
              texts -> {
                texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                texts.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                texts.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
              })
          .build();

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxStringLength(LONGEST_TEXT)
                .maxNumberLength(LONGEST_NUMBER)
                .build());
  }

  private Json() {}

  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("an answer could not be written as JSON", e);
    }
  }

  /**
   * Reads a request body.
   *
   * @throws Failed with {@code Invalid}, naming the field and why
   */
  static <T> T read(byte[] body, Class<T> type) {
    try (JsonParser parser = new SoundText(MAPPER.getFactory().createParser(text(body)))) {
      T value = MAPPER.readValue(parser, type);
      if (value == null) {
        throw Failed.invalid("body", "must be a JSON object");
      }
      return value;
    } catch (UnrecognizedPropertyException e) {
      throw Failed.invalid(path(e), "is not a field of this request");
    } catch (SoundText.Unsound e) {
      throw Failed.invalid(e.field(), e.why());
    } catch (JsonMappingException e) {
      if (e.getCause() instanceof SoundText.Unsound unsound) {
        throw Failed.invalid(unsound.field(), unsound.why());
      }
      if (e.getCause() instanceof Failed failed) {
        throw failed;
      }
      throw Failed.invalid(path(e), "does not have the form that is expected here");
    } catch (StreamConstraintsException e) {
      throw Failed.invalid("body", "goes beyond a limit: " + BOUNDS);
    } catch (JsonProcessingException e) {
      throw Failed.invalid("body", "is not valid JSON" + at(e.getLocation()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * JSON is UTF-8 (RFC 8259, section 8.1). The parser would guess other encodings from the first
   * bytes, and is lenient about UTF-8. A mark of the byte order means nothing and is left out.
   */
  private static String text(byte[] body) {
    boolean marked = Arrays.mismatch(body, MARK) == MARK.length || Arrays.equals(body, MARK);
    int start = marked ? MARK.length : 0;
    try {
      return UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(body, start, body.length - start))
          .toString();
    } catch (CharacterCodingException e) {
      throw Failed.invalid("body", "is not UTF-8, as JSON has to be (RFC 8259, section 8.1)");
    }
  }

  /** Some faults of a parser know no place. */
  static String at(@Nullable JsonLocation where) {
    return where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
  }

  private static String path(JsonMappingException e) {
    var path = new StringBuilder();
    for (var step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.isEmpty() ? "body" : path.toString();
  }
}
