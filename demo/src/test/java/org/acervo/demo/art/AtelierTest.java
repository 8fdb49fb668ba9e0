package org.acervo.demo.art;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
class AtelierTest {
  @ParameterizedTest
  @EnumSource(Kind.class)
  void theSameSeedGivesTheSamePicture(Kind kind) {
    var format = kind == Kind.SPECIMEN ? Format.PNG : Format.JPEG;
    var first = Atelier.draw(kind, 5, 480, 320, format);
    assertThat(Atelier.draw(kind, 5, 480, 320, format)).isEqualTo(first);
    assertThat(Atelier.draw(kind, 6, 480, 320, format)).isNotEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyProportionCanBePainted(Kind kind) {
    for (var size : new int[][] {{600, 200}, {200, 600}, {301, 299}}) {
      var image = Atelier.image(kind, 11, size[0], size[1]);
      assertThat(image.getWidth()).isEqualTo(size[0]);
      assertThat(image.getHeight()).isEqualTo(size[1]);
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void everyFormatCanBeWritten(Format format) {
    assertThat(Atelier.draw(Kind.CONCRETE, 3, 300, 200, format)).hasSizeGreaterThan(500);
  }
}
