package org.acervo.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.acervo.kernel.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoint of a request, step by step through a tree of the contract's paths. What the
 * contract writes out is compared as it came; a parameter is whatever one step says.
 */
final class Routes {

  /** Where a request leads. */
  sealed interface Route {
    /** To an endpoint. */
    record To(Endpoint endpoint, Map<String, String> parameters) implements Route {}

    /** To a path of the contract that knows other methods only. */
    record OtherMethods(List<String> allowed) implements Route {}

    /** Nowhere in the contract. */
    record Nowhere() implements Route {}
  }

  private static final class Step {
    final Map<String, Step> next = new HashMap<>();
    final Map<String, Endpoint> endpoints = new TreeMap<>();
    @Nullable Step any;
  }

  private final Step root = new Step();
  private final Set<String> methods = new TreeSet<>(List.of("HEAD", "OPTIONS"));

  Routes(List<Endpoint> endpoints) {
    for (var endpoint : endpoints) {
      methods.add(endpoint.method());
      var at = root;
      for (var word : steps(endpoint.path())) {
        at = isParameter(word) ? any(at) : at.next.computeIfAbsent(word, _ -> new Step());
      }
      if (at.endpoints.put(endpoint.method(), endpoint) != null) {
        throw new IllegalArgumentException(
            endpoint.method() + " " + endpoint.path() + " is there twice");
      }
    }
  }

  /** All that are known to some path, or to the server as a whole. */
  Set<String> methods() {
    return methods;
  }

  private static Step any(Step at) {
    if (at.any == null) {
      at.any = new Step();
    }
    return at.any;
  }

  private static boolean isParameter(String word) {
    return word.startsWith("{") && word.endsWith("}");
  }

  private static List<String> steps(String path) {
    return Texts.parts(path.substring(1), '/');
  }

  /** Of a method and a path, which {@link TargetForm} has let pass. HEAD leads where GET does. */
  Route of(String method, String path) {
    var words = steps(path);
    var at = find(root, words, 0);
    if (at == null) {
      return new Route.Nowhere();
    }
    var endpoint = at.endpoints.get(method.equals("HEAD") ? "GET" : method);
    return endpoint == null
        ? new Route.OtherMethods(allowed(at))
        : new Route.To(endpoint, parameters(endpoint, words));
  }

  /** What is written out wins; a path has few steps and most have one way on. */
  private static @Nullable Step find(Step at, List<String> words, int index) {
    if (index == words.size()) {
      return at.endpoints.isEmpty() ? null : at;
    }
    String word = words.get(index);
    var named = at.next.get(word);
    var found = named == null ? null : find(named, words, index + 1);
    if (found != null || at.any == null || word.isEmpty() || word.indexOf(':') >= 0) {
      return found;
    }
    return find(at.any, words, index + 1);
  }

  private static List<String> allowed(Step at) {
    var methods = new TreeSet<>(at.endpoints.keySet());
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return new ArrayList<>(methods);
  }

  private static Map<String, String> parameters(Endpoint endpoint, List<String> words) {
    Map<String, String> parameters = new HashMap<>();
    var named = steps(endpoint.path());
    for (int i = 0; i < named.size(); i++) {
      String name = named.get(i);
      if (isParameter(name)) {
        // A plus sign is one in a path, other than in a form.
        String value = URLDecoder.decode(words.get(i).replace("+", "%2B"), UTF_8);
        parameters.put(name.substring(1, name.length() - 1), value);
      }
    }
    return parameters;
  }
}
