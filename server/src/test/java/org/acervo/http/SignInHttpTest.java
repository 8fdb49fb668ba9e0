package org.acervo.http;

import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Wrong passwords hold up whoever guesses, and nobody else; logins are not handed out. */
@TestInstance(Lifecycle.PER_CLASS)
final class SignInHttpTest {
  private static final String SESSION = "/api/v1/session";
  private Library library;

  @BeforeAll
  void open() {
    library = Library.open(Map.of("ACERVO_TRUSTED_PROXIES", "127.0.0.0/8, ::1"));
  }

  @AfterAll
  void close() {
    library.close();
  }

  private Client from(String address) {
    return library.nobody.with("X-Forwarded-For", address);
  }

  private static Client.Answer signIn(Client client, String login, String password) {
    return client.post(
        SESSION, "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, password));
  }

  private void guess(String address, String login) {
    int status = 0;
    for (int i = 0; i < 50 && status != 429; i++) {
      status = signIn(from(address), login, "wrong").status();
    }
    assertThat(status).isEqualTo(429);
  }

  @Test
  void strangerWhoGuessesLocksOutThemselvesOnly() {
    var person = library.person();
    guess("203.0.113.1", person.login());
    assertThat(signIn(from("203.0.113.1"), person.login(), Library.PASSWORD).status())
        .isEqualTo(429);
    assertThat(signIn(from("203.0.113.2"), person.login(), Library.PASSWORD).status())
        .isEqualTo(200);
  }

  @Test
  void deviceThatWasSignedInBeforeIsKnown() {
    var person = library.person();
    var first = expect(200, signIn(from("203.0.113.3"), person.login(), Library.PASSWORD));
    String device =
        first.cookies().stream()
            .filter(cookie -> cookie.startsWith("acervo-device="))
            .findFirst()
            .orElseThrow();
    assertThat(device).contains("HttpOnly", "SameSite=Lax", "Max-Age=31536000");
    guess("203.0.113.3", person.login());
    var known = from("203.0.113.3").with("Cookie", device.split(";", 2)[0]);
    assertThat(signIn(known, person.login(), Library.PASSWORD).status()).isEqualTo(200);
    assertThat(signIn(known, library.person().login(), Library.PASSWORD).status())
        .as("of somebody else")
        .isEqualTo(200);
  }

  @Test
  void unknownLoginsAnswerAndSlowDownLikeKnownOnes() {
    var person = library.person();
    for (int i = 0; i < 8; i++) {
      var known = signIn(from("203.0.113.5"), person.login(), "wrong");
      var unknown = signIn(from("203.0.113.6"), "nobody-of-that-name", "wrong");
      assertThat(unknown.status()).isEqualTo(known.status());
      assertThat(unknown.json().at("/code")).isEqualTo(known.json().at("/code"));
      assertThat(unknown.json().at("/title")).isEqualTo(known.json().at("/title"));
    }
  }

  @Test
  void wrongPasswordsOfALinkHoldUpNobodyElse() {
    var made =
        expect(
            201,
            library.admin.post(
                "/api/v1/links",
                "{\"collection\":\"" + library.collection() + "\",\"password\":\"abre-te\"}"));
    String url = made.json().at("/url").asText();
    int status = 0;
    for (int i = 0; i < 50 && status != 429; i++) {
      status = from("203.0.113.7").post(url, "{\"password\":\"no\"}").status();
    }
    assertThat(status).isEqualTo(429);
    assertThat(from("203.0.113.8").post(url, "{\"password\":\"abre-te\"}").status()).isEqualTo(200);
  }

  @Test
  void loginsAreForThoseWhoManagePeople() {
    var person = library.person();
    var other = library.administrator();
    String name = "N " + other.login();
    expect(
        200,
        library
            .admin
            .with("If-Match", "*")
            .patch("/api/v1/users/" + other.id(), "{\"name\":\"" + name + "\"}"));
    var all = expect(200, person.client().get("/api/v1/users?limit=500")).json().at("/items");
    assertThat(all).isNotEmpty();
    all.forEach(one -> assertThat(one.has("login")).isFalse());
    String byLogin = "/api/v1/users?q=" + other.login();
    assertThat(person.client().get(byLogin).json().at("/items")).isEmpty();
    assertThat(person.client().get("/api/v1/users?q=N%20").text()).contains(other.id());
    assertThat(library.admin.get(byLogin).json().at("/items/0/login").asText())
        .isEqualTo(other.login());
    String home = library.collection();
    expect(200, library.grant(home, true, Library.allow(person, "owner")));
    String grants = "/api/v1/collections/" + home + "/grants";
    var tried =
        expect(
            200,
            person
                .client()
                .post(
                    grants + ":dryRun",
                    "{\"inherit\":true,\"grants\":["
                        + Library.allow(person, "owner")
                        + ","
                        + Library.allow(other, "viewer")
                        + "]}"));
    assertThat(tried.text()).contains(other.id()).doesNotContain("\"login\"");
    assertThat(
            expect(200, person.client().get("/api/v1/who-can?permission=view&collection=" + home))
                .text())
        .contains(person.id())
        .doesNotContain("\"login\"");
  }
}
