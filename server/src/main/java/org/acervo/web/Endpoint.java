package org.acervo.web;

/**
 * One call of the contract.
 *
 * @param method of HTTP
 * @param path with parameters in braces, as in the contract
 * @param guard what the gate asks first
 * @param handler what happens then, on a virtual thread
 * @param again what a request gets that comes again with its {@code Idempotency-Key}
 */
public record Endpoint(String method, String path, Guard guard, Handler handler, Again again) {

  /** Answers one request; says no by throwing {@link org.acervo.kernel.Failed}. */
  @FunctionalInterface
  public interface Handler {
    Answer handle(Ask ask) throws Exception;
  }

  public static Endpoint get(String path, Guard guard, Handler handler) {
    return new Endpoint("GET", path, guard, handler, Again.ANEW);
  }

  public static Endpoint post(String path, Guard guard, Handler handler) {
    return writing("POST", path, guard, handler);
  }

  public static Endpoint put(String path, Guard guard, Handler handler) {
    return writing("PUT", path, guard, handler);
  }

  public static Endpoint patch(String path, Guard guard, Handler handler) {
    return writing("PATCH", path, guard, handler);
  }

  public static Endpoint delete(String path, Guard guard, Handler handler) {
    return writing("DELETE", path, guard, handler);
  }

  /** What is open to all is about signing in and out, and gives cookies. */
  private static Endpoint writing(String method, String path, Guard guard, Handler handler) {
    var again = guard instanceof Guard.Open ? Again.ANEW : Again.ANSWERED;
    return new Endpoint(method, path, guard, handler, again);
  }

  /** The same, with another answer to what comes again. */
  public Endpoint when(Again other) {
    return new Endpoint(method, path, guard, handler, other);
  }

  /** Whether its body is a form with a file in it, and may be as large as one. */
  boolean takesFile() {
    return method.equals("POST") && path.endsWith("/collections/{id}/items");
  }

  /** Whether it changes anything. */
  boolean writes() {
    return !method.equals("GET");
  }
}
