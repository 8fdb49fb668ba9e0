package org.acervo.http;

import static org.acervo.http.Library.allow;
import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
final class MovesHttpTest {
  private Library library;
  private Client admin;

  @BeforeAll
  void open() {
    library = Library.open();
    admin = library.admin;
  }

  @AfterAll
  void close() {
    library.close();
  }

  private static Client.Answer moveCollection(Client by, String id, String parent) {
    return by.post("/api/v1/collections/" + id + "/move", "{\"parent\":\"" + parent + "\"}");
  }

  private static Client.Answer moveItem(Client by, String id, String home) {
    return by.post("/api/v1/items/" + id + "/move", "{\"collection\":\"" + home + "\"}");
  }

  /** Who may take things away but neither see nor share what is in them. */
  private static String remover(Library.Person person) {
    return "{\"principal\":\"user:%s\",\"permissions\":[\"list\",\"delete\"]}"
        .formatted(person.id());
  }

  @Test
  void moverGainsNothing() {
    var mover = library.person();
    String from = library.collection();
    String moved = library.collection(from);
    String item = library.upload(moved);
    String to = library.collection();
    library.grantMore(from, remover(mover));
    library.grantMore(to, allow(mover, "contributor"));
    for (var refused :
        List.of(moveCollection(mover.client(), moved, to), moveItem(mover.client(), item, to))) {
      assertThat(refused.status()).as(refused.text()).isEqualTo(403);
      assertThat(refused.json().at("/detail").asText())
          .contains("'view'", "'download'")
          .doesNotContain("'list'", "'delete'");
    }
    assertThat(mover.client().get("/api/v1/items/" + item).status()).isEqualTo(403);
    library.grantMore(moved, allow(mover, "contributor"));
    expect(200, moveItem(mover.client(), item, to));
    expect(200, moveCollection(mover.client(), moved, to));
  }

  @Test
  void narrowTokenMovesNothingToWhereItsOwnerHoldsMore() {
    var mover = library.person();
    String from = library.collection();
    String item = library.upload(from);
    String to = library.collection();
    library.grantMore(from, remover(mover));
    library.grantMore(to, allow(mover, "contributor"));
    var token =
        expect(
            201,
            mover
                .client()
                .post(
                    "/api/v1/tokens",
                    "{\"name\":\"t\",\"scopes\":[\"list\",\"delete\",\"contribute\"]}"));
    var program =
        library.nobody.with("Authorization", "Bearer " + token.json().at("/token").asText());
    assertThat(moveItem(program, item, to).status()).isEqualTo(403);
  }

  @Test
  void othersMayGainByAMove() {
    var reader = library.person();
    String from = library.collection();
    String moved = library.collection(from);
    String item = library.upload(from);
    String to = library.collection();
    library.grantMore(to, allow(reader, "viewer"));
    expect(200, moveCollection(admin, moved, to));
    expect(200, moveItem(admin, item, to));
    assertThat(reader.client().get("/api/v1/collections/" + moved).status()).isEqualTo(200);
    assertThat(reader.client().get("/api/v1/items/" + item).status()).isEqualTo(200);
  }

  @Test
  void ownerOfBothSidesMovesThereAndBack() {
    var owner = library.person();
    String from = library.collection();
    String moved = library.collection(from);
    String item = library.upload(from);
    String to = library.collection();
    library.grantMore(from, allow(owner, "owner"));
    library.grantMore(to, allow(owner, "owner"));
    for (String there : List.of(to, from)) {
      expect(200, moveCollection(owner.client(), moved, there));
      expect(200, moveItem(owner.client(), item, there));
    }
  }

  @Test
  void movedCollectionKeepsSomebodyWhoCanShare() {
    String from = library.collection();
    String moved = library.collection(from);
    var refused = moveCollection(admin, moved, "root");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().at("/detail").asText()).contains("Owner");
    expect(200, library.grant(moved, true));
    expect(200, moveCollection(admin, moved, "root"));
  }

  @Test
  void restoredCollectionMayHoldATrashedOneOfItsOwn() {
    String top = library.collection();
    String outer = library.collection(top);
    String inner = library.collection(outer);
    expect(200, library.grant(inner, false));
    for (String id : List.of(inner, outer)) {
      expect(204, admin.delete("/api/v1/collections/" + id));
    }
    expect(200, admin.post("/api/v1/collections/" + outer + "/restore", "{}"));
    expect(200, admin.post("/api/v1/collections/" + inner + "/restore", "{}"));
  }
}
