package org.acervo.media.worker;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.acervo.kernel.MediaType;
import org.acervo.media.Fault;
import org.acervo.media.Inspection;
import org.acervo.media.Inspection.Failed;
import org.acervo.media.Inspection.Picture;
import org.acervo.media.Inspection.Refused;
import org.acervo.media.Preview;
import org.acervo.media.Refusal;
import org.jspecify.annotations.Nullable;

/** From an image file to everything the library wants of it, with one decode. */
final class PictureEngine {
  static final String NAME = "imageio";

  private PictureEngine() {}

  static Inspection inspect(Path file, MediaType type, List<Integer> sizes) throws IOException {
    Structure structure = Structure.of(file, type);
    FileFacts.Result facts =
        structure.metadataTooLarge()
            ? FileFacts.Result.none(
                "Metadata left out: more than %,d bytes.".formatted(Budget.METADATA_BYTES))
            : FileFacts.read(file);
    try {
      if (!type.drawable()) {
        throw new Unfit(Refusal.NOT_DRAWN, Refusal.NOT_DRAWN.reason().with("type", type.mime()));
      }
      structure.check();
      return draw(file, type, sizes, structure, facts);
    } catch (Unfit unfit) {
      return new Refused(unfit.why(), unfit.reason(), facts.facts());
    } catch (IOException e) {
      return new Failed(faultOf(e), NAME, reason(e), facts.facts());
    }
  }

  private static Picture draw(
      Path file, MediaType type, List<Integer> sizes, Structure structure, FileFacts.Result facts)
      throws IOException, Unfit {
    Decoder.Result decoded = Decoder.decode(file, type);
    Orientation turn = facts.orientation();
    Canvas largest =
        turn.apply(
            Shrink.of(pixels(decoded.image(), structure.pngProfile()), Collections.max(sizes)));
    boolean swap = turn.swapsSides();
    Canvas smallest = largest.shrink(Collections.min(sizes));
    return new Picture(
        type,
        swap ? decoded.height() : decoded.width(),
        swap ? decoded.width() : decoded.height(),
        structure.frames(),
        facts.facts(),
        ThumbHash.of(smallest),
        smallest.color(),
        previews(largest, sizes),
        decoded.missing());
  }

  private static Pixels pixels(BufferedImage image, byte @Nullable [] profile) {
    return Decoded.of(profile == null ? image : Decoded.withProfile(image, profile));
  }

  /** Each size is made from the next larger one: the smaller the faster. */
  static List<Preview> previews(Canvas largest, List<Integer> sizes) {
    List<Integer> falling = new ArrayList<>(sizes);
    falling.sort(Collections.reverseOrder());
    List<Preview> previews = new ArrayList<>();
    Canvas canvas = largest;
    for (int size : falling) {
      canvas = canvas.shrink(size);
      previews.add(Encoder.encode(canvas, size));
    }
    return previews;
  }

  /** A scratch file may not find room; every other trouble with a local file is the file's own. */
  static Fault faultOf(IOException e) {
    return String.valueOf(e.getMessage()).contains("No space left on device")
        ? Fault.NO_DISK
        : Fault.DAMAGED;
  }

  /** The message, and that of the cause where decoders hide the real one. */
  static String reason(Throwable e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    Throwable cause = e.getCause();
    if (cause != null && cause.getMessage() != null && !message.contains(cause.getMessage())) {
      message += " " + cause.getMessage();
    }
    String plain = Plain.text(message, 500);
    return plain == null ? e.getClass().getSimpleName() : plain;
  }
}
