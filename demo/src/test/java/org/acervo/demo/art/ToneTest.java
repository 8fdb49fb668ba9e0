package org.acervo.demo.art;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ToneTest {
  @Test
  void mixingReturnsTheEnds() {
    assertThat(Tone.mix(0x2b6777, 0xe0a458, 0)).isEqualTo(0x2b6777);
    assertThat(Tone.mix(0x2b6777, 0xe0a458, 1)).isEqualTo(0xe0a458);
    assertThat(Tone.blend(0x2b6777, 0xe0a458, 256)).isEqualTo(0xe0a458);
  }

  @Test
  void perceptualMiddleOfBlueAndYellowIsNotGrey() {
    var middle = Tone.mix(0x0000ff, 0xffff00, 0.5);
    var red = (middle >> 16) & 255;
    var green = (middle >> 8) & 255;
    assertThat(green - red).isGreaterThan(20);
  }

  @Test
  void rampRunsFromFirstToLastStop() {
    var ramp = new Ramp(0x000000, 0xff0000, 0xffffff);
    assertThat(ramp.at(-1)).isEqualTo(0x000000);
    assertThat(ramp.at(2)).isEqualTo(0xffffff);
  }
}
