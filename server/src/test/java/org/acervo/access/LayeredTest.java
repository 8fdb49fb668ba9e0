package org.acervo.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Maps of which the next version costs little. */
class LayeredTest {
  @Test
  void everyVersionHoldsWhatAnOrdinaryMapWould() {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    var plain = new HashMap<Integer, Integer>();
    for (int i = 0; i < 200; i++) {
      plain.put(i, i);
    }
    var layered = Layered.of(Map.copyOf(plain));
    for (int step = 0; step < 500; step++) {
      var before = layered;
      var image = Map.copyOf(plain);
      var changes = new HashMap<Integer, @Nullable Integer>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        changes.put(random.nextInt(300), random.nextBoolean() ? random.nextInt(1_000) : null);
      }
      changes.forEach((key, value) -> {
        if (value == null) {
          plain.remove(key);
        } else {
          plain.put(key, value);
        }
      });
      layered = layered.with(changes);
      assertThat(layered).as("seed %d", seed).hasSize(plain.size()).isEqualTo(plain);
      assertThat(layered.keySet()).as("seed %d", seed).isEqualTo(plain.keySet());
      assertThat(before).as("the version before, seed %d", seed).isEqualTo(image);
    }
  }
}
