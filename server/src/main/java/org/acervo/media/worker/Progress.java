package org.acervo.media.worker;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.event.IIOReadWarningListener;
import org.acervo.items.Reason;
import org.jspecify.annotations.Nullable;

/** Remembers how far a reader came, and how far it was when it first complained. */
final class Progress implements IIOReadProgressListener, IIOReadWarningListener {
  /** The word for it in the contract. */
  static final String DAMAGED = "damaged";

  float percent;
  private @Nullable Reason damage;

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    if (damage == null) {
      damage = cut().with("detail", warning);
    }
  }

  /** What the reader complained about, null when it did not. */
  @Nullable Reason damage() {
    return damage;
  }

  /** That the file ends here. */
  Reason cut() {
    return Reason.of(DAMAGED).with("percent", Math.round(percent));
  }

  @Override
  public void imageProgress(ImageReader source, float percentageDone) {
    percent = percentageDone;
  }

  @Override
  public void sequenceStarted(ImageReader source, int minIndex) {}

  @Override
  public void sequenceComplete(ImageReader source) {}

  @Override
  public void imageStarted(ImageReader source, int imageIndex) {}

  @Override
  public void imageComplete(ImageReader source) {}

  @Override
  public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

  @Override
  public void thumbnailProgress(ImageReader source, float percentageDone) {}

  @Override
  public void thumbnailComplete(ImageReader source) {}

  @Override
  public void readAborted(ImageReader source) {}
}
