package org.acervo.media;

import java.util.List;
import org.acervo.kernel.MediaType;
import org.jspecify.annotations.Nullable;

/** What came of opening one original in a worker. There is always one of these answers. */
public sealed interface Inspection {

  /**
   * An image that could be drawn.
   *
   * @param width in pixels, upright
   * @param height in pixels, upright
   * @param frames images or animation frames in the file; the first is drawn
   * @param thumbHash about 25 bytes that show a blurred picture (evanw.github.io/thumbhash)
   * @param color average colour as {@code #rrggbb}
   * @param previews one for each size asked for, largest first
   * @param note what is not as it should be (damaged, for example), null when all is well
   */
  @SuppressWarnings("ArrayRecordComponent") // carried once from the worker to the record
  record Picture(
      MediaType type,
      int width,
      int height,
      int frames,
      Facts facts,
      byte[] thumbHash,
      String color,
      List<Preview> previews,
      @Nullable String note)
      implements Inspection {
    public Picture {
      previews = List.copyOf(previews);
      if (width < 1 || height < 1 || !color.matches("#[0-9a-f]{6}")) {
        throw new IllegalArgumentException(
            "not a picture: %dx%d, colour %s".formatted(width, height, color));
      }
    }
  }

  /**
   * A PDF that could be opened.
   *
   * @param pageCount pages in the whole file
   * @param pages an unbroken run beginning with the first page asked for. It may end early, because
   *     answers are bounded in bytes and time: ask again from the page after the last
   * @param stopped why the worker died on the page after the last of {@code pages}, null when it
   *     did not
   */
  @SuppressWarnings("ArrayRecordComponent") // carried once from the worker to the record
  record Document(
      int pageCount,
      Facts facts,
      byte[] thumbHash,
      @Nullable String color,
      List<PdfPage> pages,
      @Nullable Failed stopped)
      implements Inspection {
    public Document {
      pages = List.copyOf(pages);
    }
  }

  /**
   * We decided not to draw it.
   *
   * @param detail one sentence for people, with the number that decided
   */
  record Refused(Refusal why, String detail, Facts facts) implements Inspection {}

  /**
   * An engine could not.
   *
   * @param engine which one: {@code imageio}, {@code pdfbox}, or {@code worker} for the process
   * @param reason one sentence for people
   */
  record Failed(String engine, String reason, Facts facts) implements Inspection {}
}
