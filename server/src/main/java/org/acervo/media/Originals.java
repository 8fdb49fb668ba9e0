package org.acervo.media;

import java.util.Arrays;
import java.util.Optional;
import org.acervo.blobs.Blobs;
import org.acervo.items.Item;
import org.acervo.kernel.MediaType;

/** The bytes that items are made of, as workers want them. */
record Originals(Blobs blobs) {
  Original of(Item item) {
    var blob = blobs.find(item.sha256(), item.size());
    return new Original(type(item), Optional.of(item.sha256()), () -> blobs.open(blob));
  }

  private static MediaType type(Item item) {
    return Arrays.stream(MediaType.values())
        .filter(type -> type.mime().equals(item.type()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("unknown type " + item.type()));
  }
}
