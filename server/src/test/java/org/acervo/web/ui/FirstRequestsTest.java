package org.acervo.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FirstRequestsTest {
  private static final String SESSION =
      "</api/v1/session?optional=true>; rel=preload; as=fetch; crossorigin";

  @Test
  void strangersAskOnlyWhoTheyAre() {
    assertThat(FirstRequests.of("/c/abc", true, false)).isEqualTo(SESSION);
  }

  @Test
  void placesOutsideOfTheLibraryListNothing() {
    for (var path : new String[] {"/signin", "/setup", "/l/token", "/l/token/c/abc"}) {
      assertThat(FirstRequests.of(path, true, true)).isEqualTo(SESSION);
    }
  }

  @Test
  void aCollectionIsReadWithWhatIsInItAndBelowIt() {
    assertThat(FirstRequests.of("/c/abc", true, true))
        .contains("</api/v1/collections?parent=root&limit=500>")
        .contains("</api/v1/collections?parent=abc&limit=500>")
        .contains("</api/v1/collections/abc>")
        .contains("</api/v1/collections/abc/items?sort=taken&dir=desc&limit=100>");
  }

  @Test
  void anotherOrderThanTheUsualIsLeftToTheProgram() {
    assertThat(FirstRequests.of("/c/abc", false, true)).doesNotContain("/items");
  }

  @Test
  void nothingButAnIdGetsIntoTheHeader() {
    for (var path : new String[] {"/c/a>b", "/c/a\r\nX: y", "/c/a/b", "/c/a,b", "/c/ç"}) {
      assertThat(FirstRequests.of(path, true, true))
          .doesNotContain("parent=a")
          .doesNotContain("X:");
    }
  }
}
