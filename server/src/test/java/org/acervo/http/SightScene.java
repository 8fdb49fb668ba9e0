package org.acervo.http;

import static org.acervo.http.Library.allow;
import static org.acervo.http.Library.expect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A branch of the library with people of different rights, and every view of it that they ask for:
 *
 * <pre>
 * top      viewer, alike, grouped (through a group), ruled (a role of their own): see
 *   mid    item a, added by editor
 *     low  item b
 * aside    editor
 * </pre>
 */
final class SightScene {
  static final String FAR = "2100-01-01T00:00:00Z";

  private final Library library;
  final Client admin;

  /** The administrator at the node where the change is to be made. */
  final Client by;

  final String top;
  final String mid;
  final String low;
  final String aside;
  final String a;
  final String b;
  final Library.Person viewer;
  final Library.Person alike;
  final Library.Person editor;
  final Library.Person grouped;
  final Library.Person ruled;
  final Library.Person stranger;
  final String group;
  final String role;
  final String link;
  private final String url;
  private final Client guest;

  /** Made by a case before all is asked for the first time. */
  final Map<String, String> more = new LinkedHashMap<>();

  SightScene(Library library, Client by) {
    this.library = library;
    this.admin = library.admin;
    this.by = by;
    top = library.collection();
    mid = library.collection(top);
    low = library.collection(mid);
    aside = library.collection();
    viewer = library.person();
    alike = library.person();
    editor = library.person();
    grouped = library.person();
    ruled = library.person();
    stranger = library.person();
    group = expect(201, admin.post("/api/v1/groups", "{\"name\":\"G " + top + "\"}")).id();
    expect(204, admin.put("/api/v1/groups/" + group + "/members/" + grouped.id(), ""));
    role =
        expect(
                201,
                admin.post(
                    "/api/v1/roles",
                    "{\"name\":\"R " + top + "\",\"permissions\":[\"list\",\"view\"]}"))
            .id();
    expect(
        200,
        library.grant(
            top,
            true,
            allow(viewer, "viewer"),
            allow(alike, "viewer"),
            allow(editor, "editor"),
            allow(ruled, role),
            "{\"principal\":\"group:" + group + "\",\"role\":\"viewer\"}"));
    expect(200, library.grant(aside, true, allow(editor, "editor")));
    a = expect(201, editor.client().upload(mid, "a.svg", Samples.drawing(-1))).id();
    b = library.drawing(low);
    var made = expect(201, admin.post("/api/v1/links", "{\"collection\":\"" + mid + "\"}"));
    link = made.id();
    url = made.json().at("/url").asText();
    guest = open(url);
  }

  Client open(String address) {
    return library.nobody.keeping(expect(200, library.nobody.get(address)));
  }

  /** Everybody who asks, by name. */
  Map<String, Client> callers() {
    var all = new LinkedHashMap<String, Client>();
    all.put("administrator", admin);
    all.put("viewer", viewer.client());
    all.put("alike", alike.client());
    all.put("editor", editor.client());
    all.put("grouped", grouped.client());
    all.put("ruled", ruled.client());
    all.put("stranger", stranger.client());
    all.put("guest", guest);
    all.put("nobody", library.nobody);
    return all;
  }

  /** Something that the case made. */
  String kept(String name) {
    return Objects.requireNonNull(more.get(name), name);
  }

  Client nobody() {
    return library.nobody;
  }

  Client guest() {
    return guest;
  }

  /** Everything that is asked for. */
  List<String> paths() {
    var all = new ArrayList<String>();
    for (String collection : List.of(top, mid, low, aside)) {
      all.add(one(collection));
      all.add(one(collection) + "/items?recursive=true&sort=name");
      all.add("/api/v1/collections?parent=" + collection);
    }
    all.add("/api/v1/collections/" + mid + "/items");
    all.add(one("root"));
    all.add("/api/v1/collections?parent=root&limit=500");
    all.add(item(a));
    all.add(item(b));
    return all;
  }

  static String one(String collection) {
    return "/api/v1/collections/" + collection;
  }

  static String item(String id) {
    return "/api/v1/items/" + id;
  }

  static String slice(String collection) {
    return one(collection) + "/items?recursive=true&sort=name";
  }

  // Changes

  /** Puts a grant beside those that are there. */
  void grant(String path, String grant) {
    var now = expect(200, by.get(path + "/grants")).json();
    var all = new StringBuilder();
    now.at("/grants").forEach(one -> all.append(one).append(','));
    grants(path, now.at("/inherit").asBoolean(), all + grant);
  }

  void grants(String path, boolean inherit, String grants) {
    var now = expect(200, by.get(path + "/grants"));
    expect(
        200,
        by.with("If-Match", now.header("etag"))
            .put(path + "/grants", "{\"inherit\":" + inherit + ",\"grants\":[" + grants + "]}"));
  }

  void patch(String path, String json) {
    expect(200, by.with("If-Match", "*").patch(path, json));
  }

  void post(String path, String json) {
    var answer = by.post(path, json);
    if (answer.status() != 200 && answer.status() != 201) {
      throw new IllegalStateException(answer.status() + " " + answer.text());
    }
  }

  void put(String path) {
    expect(204, by.put(path, ""));
  }

  void delete(String path) {
    expect(204, by.delete(path));
  }

  /** The grant of whoever must be left to share. */
  String owner() {
    String id = expect(200, admin.get("/api/v1/session")).json().at("/user/id").asText();
    return "{\"principal\":\"user:" + id + "\",\"role\":\"owner\"}";
  }

  static String to(Library.Person person, String role, String more) {
    return "{\"principal\":\"user:%s\",\"role\":\"%s\"%s}".formatted(person.id(), role, more);
  }

  static String denied(Library.Person person) {
    return to(person, "owner", ",\"effect\":\"deny\"");
  }
}
