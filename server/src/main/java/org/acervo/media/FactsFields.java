package org.acervo.media;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.acervo.items.Taken;
import org.acervo.media.Facts.Camera;
import org.acervo.media.Facts.Location;

/** {@link Facts} as bytes. */
final class FactsFields {
  private FactsFields() {}

  static void write(DataOutputStream out, Facts facts) throws IOException {
    Fields.optional(out, facts.taken(), FactsFields::taken);
    Fields.optional(out, facts.camera(), FactsFields::camera);
    Fields.optional(out, facts.location(), FactsFields::location);
    Fields.optional(out, facts.title(), Fields::text);
    Fields.optional(out, facts.description(), Fields::text);
    Fields.optional(out, facts.creator(), Fields::text);
    Fields.optional(out, facts.copyright(), Fields::text);
    Fields.list(out, facts.keywords(), Fields::text);
    Fields.optional(out, facts.note(), Fields::text);
  }

  static Facts read(DataInputStream in) throws IOException {
    return new Facts(
        Fields.optional(in, FactsFields::taken),
        Fields.optional(in, FactsFields::camera),
        Fields.optional(in, FactsFields::location),
        Fields.optional(in, Fields::text),
        Fields.optional(in, Fields::text),
        Fields.optional(in, Fields::text),
        Fields.optional(in, Fields::text),
        Fields.list(in, Fields::text),
        Fields.optional(in, Fields::text));
  }

  private static void taken(DataOutputStream out, Taken taken) throws IOException {
    Fields.text(out, taken.local().toString());
    Fields.optional(
        out, taken.offset().orElse(null), (o, offset) -> o.writeInt(offset.getTotalSeconds()));
    Fields.name(out, taken.source());
  }

  private static Taken taken(DataInputStream in) throws IOException {
    return new Taken(
        LocalDateTime.parse(Fields.text(in)),
        Optional.ofNullable(Fields.optional(in, i -> ZoneOffset.ofTotalSeconds(i.readInt()))),
        Fields.name(in, Taken.Source.class));
  }

  private static void camera(DataOutputStream out, Camera camera) throws IOException {
    Fields.optional(out, camera.make(), Fields::text);
    Fields.optional(out, camera.model(), Fields::text);
    Fields.optional(out, camera.lens(), Fields::text);
    Fields.optional(out, camera.exposure(), Fields::text);
    Fields.optional(out, camera.aperture(), DataOutputStream::writeDouble);
    Fields.optional(out, camera.iso(), DataOutputStream::writeInt);
    Fields.optional(out, camera.focalLength(), DataOutputStream::writeDouble);
  }

  private static Camera camera(DataInputStream in) throws IOException {
    return new Camera(
        Fields.optional(in, Fields::text),
        Fields.optional(in, Fields::text),
        Fields.optional(in, Fields::text),
        Fields.optional(in, Fields::text),
        Fields.optional(in, DataInputStream::readDouble),
        Fields.optional(in, DataInputStream::readInt),
        Fields.optional(in, DataInputStream::readDouble));
  }

  private static void location(DataOutputStream out, Location location) throws IOException {
    out.writeDouble(location.latitude());
    out.writeDouble(location.longitude());
  }

  private static Location location(DataInputStream in) throws IOException {
    return new Location(in.readDouble(), in.readDouble());
  }
}
