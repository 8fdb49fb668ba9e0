package org.acervo.media.worker;

import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageInputStream;
import org.acervo.kernel.MediaType;
import org.acervo.media.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a file's outline costs, found by walking its chunks without decoding any: the decoders give
 * such numbers only after having read everything into memory. A damaged outline ends the walk; the
 * decoder then says what is wrong.
 */
final class Structure {
  /** Steps of one walk: a file of a million tiny chunks is not worth more. */
  private static final int STEPS = 100_000;

  private int frames;
  private long metadataBytes;
  private long profileBytes;
  private byte @Nullable [] pngProfile;

  /** Advances by one chunk and adds it up; false at the end. */
  interface Walk {
    boolean step(ImageInputStream in, Structure structure) throws IOException;
  }

  static Structure of(Path file, MediaType type) throws IOException {
    Structure structure = new Structure();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      structure.walk(in, Walks.of(type));
    }
    return structure;
  }

  private void walk(ImageInputStream in, Walk walk) {
    try {
      for (int i = 0; i < STEPS && walk.step(in, this); i++) {
        if (frames > Budget.FRAMES || metadataBytes > Budget.METADATA_BYTES) {
          return;
        }
      }
    } catch (IOException | IndexOutOfBoundsException damaged) {
      // A cut or broken outline: what was counted so far stands.
      return;
    }
  }

  /** At least one: most containers count only what comes after the first image. */
  int frames() {
    return Math.max(1, frames);
  }

  void addFrame() {
    frames++;
  }

  void frames(int count) {
    frames = count;
  }

  void metadata(long bytes) {
    metadataBytes += Math.max(0, bytes);
  }

  void profile(long bytes) {
    profileBytes += Math.max(0, bytes);
  }

  void pngProfile(byte[] profile) {
    profile(profile.length);
    pngProfile = profile;
  }

  /** The colour profile of a PNG, which its decoder does not apply. */
  byte @Nullable [] pngProfile() {
    return pngProfile;
  }

  boolean metadataTooLarge() {
    return metadataBytes > Budget.METADATA_BYTES;
  }

  void check() throws Unfit {
    if (frames > Budget.FRAMES) {
      throw new Unfit(
          Refusal.TOO_MANY_FRAMES, Refusal.TOO_MANY_FRAMES.reason().with("limit", Budget.FRAMES));
    }
    if (profileBytes > Budget.PROFILE_BYTES) {
      throw new Unfit(
          Refusal.PROFILE_TOO_LARGE,
          Refusal.PROFILE_TOO_LARGE
              .reason()
              .with("bytes", profileBytes)
              .with("limit", Budget.PROFILE_BYTES));
    }
  }
}
