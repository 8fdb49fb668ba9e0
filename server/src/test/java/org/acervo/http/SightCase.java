package org.acervo.http;

import static org.acervo.http.SightScene.FAR;
import static org.acervo.http.SightScene.denied;
import static org.acervo.http.SightScene.item;
import static org.acervo.http.SightScene.one;
import static org.acervo.http.SightScene.slice;
import static org.acervo.http.SightScene.to;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One change and what must be seen of it by the very next question at any node.
 *
 * @param before what has to be there first
 * @param seen fails unless a node shows the change; given what asks that node
 */
record SightCase(String name, Consumer<SightScene> before, Consumer<SightScene> change, Seen seen) {

  /** Judges one node. */
  interface Seen {
    void at(SightScene scene, Node node);
  }

  /** Turns a caller to a node. */
  interface Node {
    Client as(Client caller);
  }

  private static SightCase of(String name, Consumer<SightScene> change, Seen seen) {
    return new SightCase(name, _ -> {}, change, seen);
  }

  @Override
  public String toString() {
    return name;
  }

  private static void status(int expected, Client client, String path) {
    assertThat(client.get(path).status()).as(path).isEqualTo(expected);
  }

  private static void text(Client client, String path, String field, String expected) {
    assertThat(client.get(path).json().at(field).asText()).as(path + field).isEqualTo(expected);
  }

  static final List<SightCase> RIGHTS =
      List.of(
          of(
              "a grant",
              s -> s.grant(one(s.low), to(s.stranger, "viewer", "")),
              (s, n) -> {
                status(200, n.as(s.stranger.client()), slice(s.low));
                status(200, n.as(s.stranger.client()), item(s.b));
                status(404, n.as(s.stranger.client()), one(s.mid));
                assertThat(n.as(s.stranger.client()).get("/api/v1/collections?parent=root").text())
                    .contains(s.low);
              }),
          of(
              "a wider grant",
              s -> s.grant(one(s.mid), to(s.viewer, "editor", "")),
              (s, n) -> {
                text(n.as(s.viewer.client()), one(s.low), "/can/edit", "true");
                text(n.as(s.viewer.client()), item(s.a), "/can/edit", "true");
                text(n.as(s.alike.client()), item(s.a), "/can/edit", "false");
                text(n.as(s.viewer.client()), slice(s.top), "/items/0/can/edit", "true");
              }),
          of(
              "a deny",
              s -> s.grant(one(s.low), denied(s.viewer)),
              (s, n) -> {
                status(404, n.as(s.viewer.client()), slice(s.low));
                status(404, n.as(s.viewer.client()), item(s.b));
                text(n.as(s.viewer.client()), slice(s.top), "/total", "1");
                text(n.as(s.alike.client()), slice(s.top), "/total", "2");
                text(n.as(s.viewer.client()), one(s.mid), "/counts/collections", "0");
              }),
          of(
              "a grant taken away",
              s -> s.grants(one(s.top), true, s.owner() + "," + to(s.alike, "viewer", "")),
              (s, n) -> {
                status(404, n.as(s.viewer.client()), one(s.top));
                status(404, n.as(s.grouped.client()), item(s.a));
                status(200, n.as(s.alike.client()), item(s.a));
              }),
          of(
              "inheritance cut",
              s -> s.grants(one(s.low), false, s.owner() + "," + to(s.alike, "editor", "")),
              (s, n) -> {
                status(404, n.as(s.viewer.client()), item(s.b));
                text(n.as(s.viewer.client()), one(s.top), "/counts/items", "1");
                text(n.as(s.alike.client()), item(s.b), "/can/edit", "true");
              }),
          of(
              "a role widened",
              s ->
                  s.patch(
                      "/api/v1/roles/" + s.role,
                      "{\"permissions\":[\"list\",\"view\",\"download\"]}"),
              (s, n) -> {
                text(n.as(s.ruled.client()), item(s.a), "/can/download", "true");
                text(n.as(s.ruled.client()), slice(s.mid), "/items/0/can/download", "true");
              }),
          of(
              "a role narrowed",
              s -> s.patch("/api/v1/roles/" + s.role, "{\"permissions\":[\"list\"]}"),
              (s, n) -> {
                status(403, n.as(s.ruled.client()), item(s.a));
                text(n.as(s.ruled.client()), slice(s.mid), "/items/0/can/view", "false");
              }),
          of(
              "somebody joins a group",
              s -> s.put("/api/v1/groups/" + s.group + "/members/" + s.stranger.id()),
              (s, n) -> status(200, n.as(s.stranger.client()), slice(s.top))),
          of(
              "somebody leaves a group",
              s -> s.delete("/api/v1/groups/" + s.group + "/members/" + s.grouped.id()),
              (s, n) -> {
                status(404, n.as(s.grouped.client()), slice(s.top));
                status(404, n.as(s.grouped.client()), item(s.b));
              }),
          new SightCase(
              "a group leaves a group",
              s -> {
                String inner =
                    Library.expect(
                            201, s.admin.post("/api/v1/groups", "{\"name\":\"I " + s.top + "\"}"))
                        .id();
                s.more.put("inner", inner);
                s.put("/api/v1/groups/" + s.group + "/groups/" + inner);
                s.put("/api/v1/groups/" + inner + "/members/" + s.stranger.id());
              },
              s -> s.delete("/api/v1/groups/" + s.group + "/groups/" + s.kept("inner")),
              (s, n) -> status(404, n.as(s.stranger.client()), one(s.mid))),
          new SightCase(
              "a grant expires",
              s -> {
                s.more.put("until", Instant.now().plusSeconds(4).toString());
                s.grant(
                    one(s.mid), to(s.stranger, "viewer", ",\"until\":\"" + s.kept("until") + "\""));
              },
              s -> until(s.kept("until")),
              (s, n) -> {
                status(404, n.as(s.stranger.client()), slice(s.mid));
                status(404, n.as(s.stranger.client()), item(s.a));
              }),
          new SightCase(
              "a deny on one item expires",
              s -> {
                s.more.put("until", Instant.now().plusSeconds(4).toString());
                s.grant(
                    item(s.a),
                    to(
                        s.viewer,
                        "owner",
                        ",\"effect\":\"deny\",\"until\":\"" + s.kept("until") + "\""));
              },
              s -> until(s.kept("until")),
              (s, n) -> {
                text(n.as(s.viewer.client()), slice(s.top), "/total", "2");
                status(200, n.as(s.viewer.client()), item(s.a));
              }),
          of(
              "a grant on one item",
              s -> s.grant(item(s.a), to(s.stranger, "viewer", ",\"until\":\"" + FAR + "\"")),
              (s, n) -> {
                status(200, n.as(s.stranger.client()), item(s.a));
                status(404, n.as(s.stranger.client()), item(s.b));
                status(404, n.as(s.stranger.client()), one(s.mid));
              }),
          of(
              "a deny on one item",
              s -> s.grant(item(s.a), denied(s.viewer)),
              (s, n) -> {
                status(404, n.as(s.viewer.client()), item(s.a));
                text(n.as(s.viewer.client()), slice(s.mid), "/total", "1");
                text(n.as(s.alike.client()), slice(s.mid), "/total", "2");
              }),
          of(
              "an item that inherits nothing",
              s -> s.grants(item(s.a), false, to(s.viewer, "downloader", "")),
              (s, n) -> {
                text(n.as(s.viewer.client()), item(s.a), "/can/download", "true");
                status(404, n.as(s.alike.client()), item(s.a));
                assertThat(n.as(s.guest()).get(slice(s.mid)).text()).doesNotContain(s.a);
              }),
          of(
              "a link is revoked",
              s -> s.delete("/api/v1/links/" + s.link),
              (s, n) -> status(401, n.as(s.guest()), slice(s.mid))),
          of(
              "everyone may see",
              s -> s.grant(one(s.mid), "{\"principal\":\"everyone\",\"role\":\"viewer\"}"),
              (s, n) -> {
                status(200, n.as(s.stranger.client()), item(s.a));
                status(200, n.as(s.nobody()), slice(s.mid));
                status(401, n.as(s.nobody()), one(s.top));
              }),
          of(
              "somebody is disabled",
              s -> s.patch("/api/v1/users/" + s.viewer.id(), "{\"state\":\"disabled\"}"),
              (s, n) -> {
                status(401, n.as(s.viewer.client()), slice(s.top));
                status(401, n.as(s.viewer.client()), item(s.a));
                status(200, n.as(s.alike.client()), item(s.a));
              }),
          of(
              "somebody signs out",
              s -> Library.expect(204, s.viewer.client().delete("/api/v1/session")),
              (s, n) -> status(401, n.as(s.viewer.client()), slice(s.top))),
          of(
              "somebody becomes an administrator",
              s -> s.patch("/api/v1/users/" + s.viewer.id(), "{\"admin\":true}"),
              (s, n) -> {
                text(n.as(s.viewer.client()), one("root"), "/can/contribute", "true");
                text(n.as(s.alike.client()), one("root"), "/can/contribute", "false");
                status(200, n.as(s.viewer.client()), "/api/v1/cache");
              }));

  static final List<SightCase> CONTENT =
      List.of(
          of(
              "an item is moved",
              s -> s.post(item(s.b) + "/move", "{\"collection\":\"" + s.aside + "\"}"),
              (s, n) -> {
                text(n.as(s.viewer.client()), slice(s.top), "/total", "1");
                status(404, n.as(s.viewer.client()), item(s.b));
                text(n.as(s.editor.client()), slice(s.aside), "/items/0/id", s.b);
                text(n.as(s.editor.client()), item(s.b), "/home", s.aside);
                text(n.as(s.editor.client()), one(s.mid), "/counts/items", "1");
              }),
          of(
              "a collection is moved",
              s -> s.post(one(s.mid) + "/move", "{\"parent\":\"" + s.aside + "\"}"),
              (s, n) -> {
                status(404, n.as(s.viewer.client()), one(s.low));
                status(404, n.as(s.viewer.client()), item(s.a));
                text(n.as(s.viewer.client()), one(s.top), "/counts/items", "0");
                text(n.as(s.editor.client()), slice(s.aside), "/total", "2");
                text(n.as(s.editor.client()), item(s.b), "/path/0/id", s.aside);
              }),
          new SightCase(
              "a collection comes back after it was changed elsewhere",
              s -> {},
              s -> {
                s.post(one(s.mid) + "/move", "{\"parent\":\"" + s.aside + "\"}");
                s.patch(item(s.b), "{\"title\":\"changed away\"}");
                s.delete(item(s.a));
                s.post(one(s.mid) + "/move", "{\"parent\":\"" + s.top + "\"}");
              },
              (s, n) -> {
                text(n.as(s.viewer.client()), slice(s.top), "/total", "1");
                text(n.as(s.viewer.client()), slice(s.top), "/items/0/title", "changed away");
                text(n.as(s.viewer.client()), one(s.top), "/counts/items", "1");
              }),
          of(
              "an ancestor is renamed",
              s -> s.patch(one(s.top), "{\"title\":\"New name\"}"),
              (s, n) -> {
                text(n.as(s.viewer.client()), one(s.low), "/path/0/title", "New name");
                text(n.as(s.viewer.client()), item(s.b), "/path/0/title", "New name");
                text(
                    n.as(s.viewer.client()),
                    "/api/v1/collections?parent=" + s.mid,
                    "/items/0/path/0/title",
                    "New name");
              }),
          of(
              "a collection is described",
              s -> s.patch(one(s.mid), "{\"descr\":\"What it is\"}"),
              (s, n) -> {
                text(n.as(s.viewer.client()), one(s.mid), "/descr", "What it is");
                text(
                    n.as(s.viewer.client()),
                    "/api/v1/collections?parent=" + s.top,
                    "/items/0/descr",
                    "What it is");
              }),
          of(
              "a person is renamed",
              s -> s.patch("/api/v1/users/" + s.editor.id(), "{\"name\":\"Dora\"}"),
              (s, n) -> {
                text(n.as(s.viewer.client()), item(s.a), "/addedBy", "Dora");
                text(n.as(s.guest()), item(s.a), "/addedBy", "");
              }),
          new SightCase(
              "a person gets the old name back",
              s -> s.patch("/api/v1/users/" + s.editor.id(), "{\"name\":\"First\"}"),
              s -> {
                s.patch("/api/v1/users/" + s.editor.id(), "{\"name\":\"Second\"}");
                s.patch("/api/v1/users/" + s.editor.id(), "{\"name\":\"First\"}");
              },
              (s, n) -> text(n.as(s.viewer.client()), item(s.a), "/addedBy", "First")),
          of(
              "a collection is made",
              s -> s.post("/api/v1/collections", "{\"title\":\"N\",\"parent\":\"" + s.low + "\"}"),
              (s, n) -> {
                text(n.as(s.viewer.client()), one(s.low), "/counts/collections", "1");
                text(
                    n.as(s.viewer.client()),
                    "/api/v1/collections?parent=" + s.low,
                    "/items/0/title",
                    "N");
              }),
          of(
              "a top-level collection is made",
              s -> s.post("/api/v1/collections", "{\"title\":\"Only mine " + s.top + "\"}"),
              (s, n) -> {
                assertThat(n.as(s.admin).get("/api/v1/collections?limit=500").text())
                    .contains("Only mine " + s.top);
                assertThat(n.as(s.viewer.client()).get("/api/v1/collections").text())
                    .doesNotContain("Only mine");
              }),
          of(
              "an item is added",
              s ->
                  s.more.put(
                      "item",
                      Library.expect(201, s.by.upload(s.low, "n.svg", Samples.drawing(-2))).id()),
              (s, n) -> {
                assertThat(n.as(s.viewer.client()).get(slice(s.top)).text())
                    .contains(s.kept("item"));
                text(n.as(s.viewer.client()), one(s.top), "/counts/items", "3");
                text(n.as(s.viewer.client()), one(s.low), "/counts/own", "2");
                status(200, n.as(s.viewer.client()), item(s.kept("item")));
              }),
          of(
              "an item is edited",
              s -> s.patch(item(s.b), "{\"title\":\"Titled\",\"tags\":[\"x\"]}"),
              (s, n) -> {
                text(n.as(s.guest()), item(s.b), "/title", "Titled");
                assertThat(n.as(s.viewer.client()).get(slice(s.top)).text()).contains("Titled");
              }),
          of(
              "an item is trashed",
              s -> s.delete(item(s.a)),
              (s, n) -> {
                status(404, n.as(s.viewer.client()), item(s.a));
                text(n.as(s.viewer.client()), slice(s.mid), "/total", "1");
                assertThat(n.as(s.editor.client()).get(item(s.a)).json().at("/trashed").asText())
                    .isNotEmpty();
              }),
          new SightCase(
              "an item is restored",
              s -> s.delete(item(s.a)),
              s -> s.post(item(s.a) + "/restore", "{}"),
              (s, n) -> {
                status(200, n.as(s.viewer.client()), item(s.a));
                text(n.as(s.viewer.client()), slice(s.mid), "/total", "2");
              }),
          of(
              "a collection is trashed",
              s -> s.delete(one(s.mid)),
              (s, n) -> {
                status(404, n.as(s.viewer.client()), one(s.low));
                status(404, n.as(s.viewer.client()), item(s.b));
                text(n.as(s.viewer.client()), one(s.top), "/counts/items", "0");
                text(n.as(s.viewer.client()), slice(s.top), "/total", "0");
              }),
          new SightCase(
              "a collection is restored",
              s -> s.delete(one(s.mid)),
              s -> s.post(one(s.mid) + "/restore", "{}"),
              (s, n) -> {
                status(200, n.as(s.viewer.client()), one(s.low));
                text(n.as(s.viewer.client()), slice(s.top), "/total", "2");
              }),
          of(
              "a cover is chosen",
              s -> s.patch(one(s.top), "{\"cover\":\"" + s.b + "\"}"),
              (s, n) -> text(n.as(s.viewer.client()), one(s.top), "/cover", s.b)),
          new SightCase(
              "a cover is left to chance",
              s -> s.patch(one(s.top), "{\"cover\":\"" + s.b + "\"}"),
              s -> s.patch(one(s.top), "{\"cover\":null}"),
              (s, n) -> text(n.as(s.viewer.client()), one(s.top), "/cover", "null")),
          new SightCase(
              "the cover is moved away",
              s -> s.patch(one(s.top), "{\"cover\":\"" + s.b + "\"}"),
              s -> s.post(item(s.b) + "/move", "{\"collection\":\"" + s.aside + "\"}"),
              (s, n) -> {
                text(n.as(s.viewer.client()), one(s.top), "/cover", "null");
                text(n.as(s.editor.client()), one(s.top), "/cover", "null");
              }),
          new SightCase(
              "the cover is denied to some",
              s -> s.patch(one(s.top), "{\"cover\":\"" + s.b + "\"}"),
              s -> s.grant(item(s.b), denied(s.viewer)),
              (s, n) -> {
                text(n.as(s.viewer.client()), one(s.top), "/cover", "null");
                text(n.as(s.alike.client()), one(s.top), "/cover", s.b);
              }),
          of(
              "collections change places",
              s -> s.patch(one(s.top), "{\"order\":-5}"),
              (s, n) ->
                  text(
                      n.as(s.viewer.client()),
                      "/api/v1/collections?parent=root&limit=500",
                      "/items/0/order",
                      "-5")));

  /** Nothing but time makes a grant expire. */
  private static void until(String moment) {
    var end = Instant.parse(moment);
    while (!Instant.now().isAfter(end)) {
      LockSupport.parkNanos(5_000_000);
    }
  }
}
