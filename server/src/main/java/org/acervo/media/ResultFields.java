package org.acervo.media;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.acervo.kernel.MediaType;
import org.acervo.media.Inspection.Failed;
import org.acervo.media.Inspection.Picture;
import org.acervo.media.Inspection.Refused;

/** Results as bytes. */
final class ResultFields {
  private ResultFields() {}

  static void picture(DataOutputStream out, Picture picture) throws IOException {
    Fields.name(out, picture.type());
    out.writeInt(picture.width());
    out.writeInt(picture.height());
    out.writeInt(picture.frames());
    FactsFields.write(out, picture.facts());
    Fields.bytes(out, picture.thumbHash());
    Fields.text(out, picture.color());
    Fields.list(out, picture.previews(), ResultFields::preview);
    Fields.optional(out, picture.missing(), Fields::reason);
  }

  static Picture picture(DataInputStream in) throws IOException {
    return new Picture(
        Fields.name(in, MediaType.class),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        FactsFields.read(in),
        Fields.bytes(in),
        Fields.text(in),
        Fields.list(in, ResultFields::preview),
        Fields.optional(in, Fields::reason));
  }

  static void page(DataOutputStream out, PdfPage page) throws IOException {
    out.writeInt(page.number());
    out.writeFloat(page.width());
    out.writeFloat(page.height());
    Fields.list(out, page.previews(), ResultFields::preview);
    Fields.optional(out, page.text(), Fields::text);
    Fields.optional(out, page.missing(), Fields::reason);
  }

  static PdfPage page(DataInputStream in) throws IOException {
    return new PdfPage(
        in.readInt(),
        in.readFloat(),
        in.readFloat(),
        Fields.list(in, ResultFields::preview),
        Fields.optional(in, Fields::text),
        Fields.optional(in, Fields::reason));
  }

  static void refused(DataOutputStream out, Refused refused) throws IOException {
    Fields.name(out, refused.why());
    Fields.reason(out, refused.reason());
    FactsFields.write(out, refused.facts());
  }

  static Refused refused(DataInputStream in) throws IOException {
    return new Refused(Fields.name(in, Refusal.class), Fields.reason(in), FactsFields.read(in));
  }

  static void failed(DataOutputStream out, Failed failed) throws IOException {
    Fields.name(out, failed.fault());
    Fields.text(out, failed.engine());
    Fields.text(out, failed.detail());
    FactsFields.write(out, failed.facts());
  }

  static Failed failed(DataInputStream in) throws IOException {
    return new Failed(
        Fields.name(in, Fault.class), Fields.text(in), Fields.text(in), FactsFields.read(in));
  }

  private static void preview(DataOutputStream out, Preview preview) throws IOException {
    out.writeInt(preview.size());
    out.writeInt(preview.width());
    out.writeInt(preview.height());
    Fields.name(out, preview.type());
    Fields.bytes(out, preview.bytes());
  }

  private static Preview preview(DataInputStream in) throws IOException {
    return new Preview(
        in.readInt(),
        in.readInt(),
        in.readInt(),
        Fields.name(in, MediaType.class),
        Fields.bytes(in));
  }
}
