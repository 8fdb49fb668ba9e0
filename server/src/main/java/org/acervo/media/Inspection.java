package org.acervo.media;

import java.util.List;
import org.acervo.items.Reason;
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
   * @param missing what the previews do not show and why, null when they are complete
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
      @Nullable Reason missing)
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
   * @param missing what is damaged about the whole file, null when nothing is known to be
   * @param pages an unbroken run beginning with the first page asked for. It may end early, because
   *     answers are bounded in bytes and time: ask again from the page after the last
   * @param stopped why the worker died on the page after the last of {@code pages}, null when it
   *     did not
   */
  @SuppressWarnings("ArrayRecordComponent") // carried once from the worker to the record
  record Document(
      int pageCount,
      Facts facts,
      @Nullable Reason missing,
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
   * @param reason its code is that of {@code why}, with the numbers that decided
   */
  record Refused(Refusal why, Reason reason, Facts facts) implements Inspection {
    public Refused {
      if (!reason.code().equals(why.code())) {
        throw new IllegalArgumentException("%s because of %s".formatted(why, reason.code()));
      }
    }
  }

  /**
   * An engine could not.
   *
   * @param engine which one: {@code imageio}, {@code pdfbox}, or {@code worker} for the process
   * @param detail what it said, for those who look after the server; not written for readers
   */
  record Failed(Fault fault, String engine, String detail, Facts facts) implements Inspection {
    public Reason reason() {
      return Reason.of(fault.code()).with("engine", engine).with("detail", detail);
    }
  }
}
