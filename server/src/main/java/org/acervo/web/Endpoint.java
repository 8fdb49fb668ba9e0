package org.acervo.web;

/**
 * One call of the contract.
 *
 * @param method of HTTP
 * @param path with parameters in braces, as in the contract
 * @param guard what the gate asks first
 * @param handler what happens then, on a virtual thread
 */
public record Endpoint(String method, String path, Guard guard, Handler handler) {

  /** Answers one request; says no by throwing {@link org.acervo.kernel.Failed}. */
  @FunctionalInterface
  public interface Handler {
    Answer handle(Ask ask) throws Exception;
  }

  public static Endpoint get(String path, Guard guard, Handler handler) {
    return new Endpoint("GET", path, guard, handler);
  }

  public static Endpoint post(String path, Guard guard, Handler handler) {
    return new Endpoint("POST", path, guard, handler);
  }

  public static Endpoint put(String path, Guard guard, Handler handler) {
    return new Endpoint("PUT", path, guard, handler);
  }

  public static Endpoint patch(String path, Guard guard, Handler handler) {
    return new Endpoint("PATCH", path, guard, handler);
  }

  public static Endpoint delete(String path, Guard guard, Handler handler) {
    return new Endpoint("DELETE", path, guard, handler);
  }

  /** Whether it changes anything. */
  boolean writes() {
    return !method.equals("GET");
  }
}
