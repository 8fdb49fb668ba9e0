package org.acervo.media;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.acervo.media.Inspection.Document;
import org.acervo.media.Inspection.Failed;
import org.jspecify.annotations.Nullable;

/** Puts the frames of one answer together, bounded, and keeps what came before a death. */
final class Collected {
  /** Everything one answer may hold: 20 pages with text and previews need less than a tenth. */
  private static final long MAX_BYTES = 64L << 20;

  private final List<PdfPage> pages = new ArrayList<>();
  private @Nullable Inspection whole;
  private Answer.@Nullable Opened opened;
  private byte[] thumbHash = new byte[0];
  private @Nullable String color;
  private @Nullable Failed death;
  private long bytes;

  /** Memory of the worker after the request, in bytes. */
  long resident;

  void add(Answer answer) throws IOException {
    switch (answer) {
      case Answer.Whole(Inspection inspection) -> whole = inspection;
      case Answer.Opened first -> opened = first;
      case Answer.Drawn drawn -> {
        bytes += drawn.page().text() == null ? 0 : drawn.page().text().length() * 2L;
        for (Preview preview : drawn.page().previews()) {
          bytes += preview.bytes().length;
        }
        pages.add(drawn.page());
        if (drawn.color() != null) {
          thumbHash = drawn.thumbHash();
          color = drawn.color();
        }
      }
      case Answer.Hello hello -> throw new IOException("greeting in the middle: " + hello);
      case Answer.End end -> throw new IOException("end in the middle: " + end);
    }
    if (bytes > MAX_BYTES) {
      throw new IOException("answer over %d bytes".formatted(MAX_BYTES));
    }
  }

  void died(Fault fault, String detail) {
    death = new Failed(fault, "worker", detail, opened == null ? Facts.NONE : opened.facts());
  }

  /**
   * The process broke off by itself or was out of memory, with nothing to show: perhaps an earlier
   * file was at fault.
   */
  boolean worthAnotherTry() {
    return opened == null
        && inspection() instanceof Failed failed
        && switch (failed.fault()) {
          case CRASHED, KILLED, TOO_MUCH_MEMORY -> true;
          case DAMAGED, TOO_SLOW, STALLED, NOT_STARTED, NO_DISK, NO_ORIGINAL -> false;
        };
  }

  Inspection inspection() {
    if (opened != null) {
      Failed stopped = whole instanceof Failed failed ? failed : death;
      return new Document(
          opened.pageCount(), opened.facts(), opened.missing(), thumbHash, color, pages, stopped);
    }
    if (death != null) {
      return death;
    }
    return whole != null
        ? whole
        : new Failed(Fault.CRASHED, "worker", "Ended without an answer.", Facts.NONE);
  }
}
