package org.acervo.http;

import static org.acervo.access.Permission.CONTRIBUTE;
import static org.acervo.access.Permission.DELETE;
import static org.acervo.access.Permission.LIST;
import static org.acervo.access.Permission.SHARE;
import static org.acervo.http.MatrixCaller.ADMINISTRATOR;
import static org.acervo.http.MatrixOutcome.MISSING;
import static org.acervo.http.MatrixOutcome.PASSED;
import static org.acervo.http.MatrixOutcome.SIGN_IN;
import static org.acervo.http.MatrixOutcome.collection;
import static org.acervo.http.MatrixOutcome.person;
import static org.acervo.http.MatrixOutcome.refused;
import static org.acervo.http.MatrixOutcome.sharing;

import java.util.List;

/**
 * A request that names its object in the query or the body, where no guard can see it and the
 * handler has to ask.
 *
 * @param path and {@code body} with {@code {collection}}, {@code {item}} and {@code {hidden}} for
 *     objects
 */
record MatrixProbe(String method, String path, String body, Expected expected) {

  /** What is to come out, for callers who are signed in or not. */
  @FunctionalInterface
  interface Expected {
    MatrixOutcome of(MatrixCaller caller, MatrixState state);
  }

  private static final Expected SHARING_COLLECTION =
      people((caller, state) -> sharing(caller, state, collection(SHARE, caller, state)));
  private static final Expected SHARING_ITEM =
      people((caller, state) -> sharing(caller, state, item(caller, state)));

  /** Whoever may bring something knows of the place. */
  private static final Expected KNOWING_COLLECTION =
      people((caller, state) ->
          caller == ADMINISTRATOR || collection(CONTRIBUTE, caller, state) == PASSED
              ? PASSED
              : unlessSeen(collection(LIST, caller, state)));

  private static final Expected SEEING_ITEM =
      people((caller, state) ->
          state != MatrixState.TRASHED
                  && (sharing(caller, state, MISSING) == PASSED
                      || MatrixOutcome.item(LIST, caller, state) == PASSED)
              ? PASSED
              : MISSING);

  static final List<MatrixProbe> ALL =
      List.of(
          get("/api/v1/explain?permission=view&collection={collection}", KNOWING_COLLECTION),
          get("/api/v1/explain?permission=view&item={item}", SEEING_ITEM),
          get(
              "/api/v1/explain?permission=view&collection={collection}&user={user}",
              SHARING_COLLECTION),
          get("/api/v1/explain?permission=view&item={item}&user={user}", SHARING_ITEM),
          get("/api/v1/who-can?permission=view&collection={collection}", SHARING_COLLECTION),
          get("/api/v1/who-can?permission=view&item={item}", SHARING_ITEM),
          get("/api/v1/links?collection={collection}", SHARING_COLLECTION),
          get("/api/v1/links?item={item}", SHARING_ITEM),
          get("/api/v1/audit?object=collection:{collection}", audited(SHARING_COLLECTION)),
          get("/api/v1/audit?object=item:{item}", audited(SHARING_ITEM)),
          get("/api/v1/audit", audited(people((caller, _) -> refused(caller, true)))),
          get(
              "/api/v1/collections?parent={collection}",
              (caller, state) -> collection(LIST, caller, state)),
          get(
              "/api/v1/attention?in={collection}",
              people((caller, state) -> collection(LIST, caller, state))),
          post(
              "/api/v1/attention/retry",
              "{\"select\":{\"query\":{\"in\":\"{collection}\"}}}",
              people((caller, state) -> collection(LIST, caller, state))),
          post(
              "/api/v1/attention/retry",
              "{\"select\":{\"ids\":[\"{item}\"]}}",
              people((_, _) -> PASSED)),
          post("/api/v1/links", "{\"collection\":\"{collection}\"}", SHARING_COLLECTION),
          post("/api/v1/links", "{\"item\":\"{item}\"}", SHARING_ITEM),
          post(
              "/api/v1/collections",
              "{\"title\":\"below\",\"parent\":\"{collection}\"}",
              people((caller, state) -> collection(CONTRIBUTE, caller, state))),
          post(
              "/api/v1/collections",
              "{\"title\":\"top\",\"parent\":\"root\"}",
              people((caller, _) -> caller == ADMINISTRATOR ? PASSED : refused(caller, true))),
          post(
              "/api/v1/collections/{collection}/move",
              "{\"parent\":\"{hidden}\"}",
              (caller, state) -> intoTheDark(collection(DELETE, caller, state))),
          post(
              "/api/v1/items/{item}/move",
              "{\"collection\":\"{hidden}\"}",
              (caller, state) ->
                  state == MatrixState.TRASHED
                      ? MatrixOutcome.item(DELETE, caller, state)
                      : intoTheDark(MatrixOutcome.item(DELETE, caller, state))));

  private static MatrixProbe get(String path, Expected expected) {
    return new MatrixProbe("GET", path, "", expected);
  }

  private static MatrixProbe post(String path, String body, Expected expected) {
    return new MatrixProbe("POST", path, body, expected);
  }

  private static Expected people(Expected expected) {
    return (caller, state) -> person(caller) == SIGN_IN ? SIGN_IN : expected.of(caller, state);
  }

  /** Such questions are about what is there; about the trash they know nothing. */
  private static MatrixOutcome item(MatrixCaller caller, MatrixState state) {
    return state == MatrixState.TRASHED ? MISSING : MatrixOutcome.item(SHARE, caller, state);
  }

  private static MatrixOutcome unlessSeen(MatrixOutcome outcome) {
    return outcome == PASSED ? PASSED : MISSING;
  }

  private static MatrixOutcome intoTheDark(MatrixOutcome outcome) {
    return outcome == PASSED ? MISSING : outcome;
  }

  /** Administrators may read all of it. */
  private static Expected audited(Expected otherwise) {
    return (caller, state) -> caller == ADMINISTRATOR ? PASSED : otherwise.of(caller, state);
  }
}
