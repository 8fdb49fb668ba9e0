package org.acervo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
  private static final Routes routes =
      new Routes(
          List.of(
              endpoint("GET", "/things"),
              endpoint("POST", "/things"),
              endpoint("GET", "/things/{id}"),
              endpoint("GET", "/things/new"),
              endpoint("PUT", "/things/{id}/parts/{n}"),
              endpoint("POST", "/things/{id}/parts:all")));

  private static Endpoint endpoint(String method, String path) {
    return new Endpoint(method, path, Guard.OPEN, _ -> Answer.noContent(), Again.ANEW);
  }

  private static String led(String method, String path) {
    return switch (routes.of(method, path)) {
      case Routes.Route.To(var endpoint, var parameters) ->
          endpoint.path() + Map.copyOf(parameters);
      case Routes.Route.OtherMethods(var allowed) -> allowed.toString();
      case Routes.Route.Nowhere() -> "nowhere";
    };
  }

  @Test
  void requestsAreLedByMethodAndPath() {
    assertThat(led("GET", "/things")).isEqualTo("/things{}");
    assertThat(led("HEAD", "/things/a")).isEqualTo("/things/{id}{id=a}");
    assertThat(led("GET", "/things/new")).isEqualTo("/things/new{}");
    assertThat(led("GET", "/things/a+b%20%C3%A7")).isEqualTo("/things/{id}{id=a+b ç}");
    assertThat(led("POST", "/things/new/parts:all")).isEqualTo("/things/{id}/parts:all{id=new}");
    assertThat(led("PUT", "/things/a/parts/7")).contains("n=7").contains("id=a");
    assertThat(led("DELETE", "/things")).isEqualTo("[GET, HEAD, POST]");
    assertThat(led("GET", "/things/a/parts/7")).isEqualTo("[PUT]");
    for (String path : List.of("/", "/thing", "/things/", "/things//parts", "/things/a/parts:b")) {
      assertThat(led("GET", path)).as(path).isEqualTo("nowhere");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a",
        "/a/b?c",
        "/a/?q=%00",
        "/a;b=c@d:e!$&'()*+,~",
        "/a%20b",
        "/%C3%A7",
        "/a?b=[c]|d",
      })
  void plainTargetsPass(String target) {
    assertThat(TargetForm.fault(target)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "a",
        "http://host/a",
        "//a",
        "/a//b",
        "/.",
        "/a/../b",
        "/a/..",
        "/%2e%2e/a",
        "/%6detrics",
        "/a%2Fb",
        "/a%5cb",
        "/a\\b",
        "/a%00",
        "/a%0d%0ab",
        "/a\r\nb",
        "/a b",
        "/%",
        "/%u0",
        "/%1",
        "/a%zz",
        "/%ff",
        "/%C3",
        "/%C3%28",
        "/%c0%ae",
        "/ção",
        "/a#b",
        "/a?b#c",
        "/a?b c",
        "/a?ç",
        "/a?b\nc",
        "/<a>",
      })
  void targetsThatCouldBeReadInTwoWaysAreRefused(String target) {
    assertThat(TargetForm.fault(target)).isNotNull();
  }
}
