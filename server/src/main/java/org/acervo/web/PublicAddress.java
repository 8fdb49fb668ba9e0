package org.acervo.web;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Texts;

/**
 * The address at which people and programs reach Acervo. Where the setting says it, that is all
 * there is to it. Without the setting only a {@code Host} that no name server could bend is
 * believed: this machine's own name, or an address in digits. Any other name may be somebody's who
 * lets it point here (DNS rebinding).
 *
 * @param set by {@code ACERVO_PUBLIC_URL}
 * @param secure whether browsers come over https
 */
public record PublicAddress(Optional<URI> set, boolean secure) {

  /**
   * Scheme, host and port, as a browser writes an origin.
   *
   * @throws Failed with {@code Invalid} when the setting is missing and the request names a host
   *     that is not believed
   */
  public String base(HttpServerRequest request) {
    return set.map(URI::toString)
        .or(() -> believed(request))
        .orElseThrow(() ->
            Failed.invalid(
                "Host",
                "is a name that may be anybody's. An administrator sets ACERVO_PUBLIC_URL to the"
                    + " address of this library"));
  }

  /** Of something that is shown to people; without the setting, as it is seen from here. */
  public String shown(String path) {
    return set.map(URI::toString).orElse("") + path;
  }

  /** Whether an {@code Origin} (RFC 6454) is our own. */
  boolean isOwn(String origin, HttpServerRequest request) {
    return set.map(own -> own.toString().equalsIgnoreCase(origin))
        .or(() -> believed(request).map(own -> authority(own).equalsIgnoreCase(authority(origin))))
        .orElse(false);
  }

  private Optional<String> believed(HttpServerRequest request) {
    var authority = request.authority();
    return authority == null || !isBelieved(authority.host())
        ? Optional.empty()
        : Optional.of((secure ? "https://" : "http://") + authority);
  }

  private static boolean isBelieved(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.startsWith("[")
        || name.indexOf(':') >= 0
        || Texts.parts(name, '.').stream().allMatch(Texts::isDigits);
  }

  /** What stands behind the scheme: TLS may end in front of us, so that is not compared. */
  private static String authority(String origin) {
    int slashes = origin.indexOf("://");
    return slashes < 0 ? origin : origin.substring(slashes + 3);
  }
}
