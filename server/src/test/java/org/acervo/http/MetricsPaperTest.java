package org.acervo.http;

import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.acervo.Checkout;
import org.junit.jupiter.api.Test;

/** What docs/operations.md says of metrics is what the server publishes, name by name. */
final class MetricsPaperTest {
  private static final Pattern PUBLISHED = Pattern.compile("(?m)^# TYPE (acervo_\\w+) ");
  private static final Pattern NAME = Pattern.compile("`(acervo_\\w+)`");

  @Test
  void everyMetricThatIsNamedExistsAndTheOtherWayRound() {
    try (var library = Library.open()) {
      String metrics = expect(200, library.admin.get("/metrics")).text();
      assertThat(found(PUBLISHED, metrics))
          .isEqualTo(found(NAME, Checkout.read("docs/operations.md")));
      assertThat(metrics).contains("# TYPE http_server_requests_seconds summary");
    }
  }

  private static SortedSet<String> found(Pattern name, String text) {
    var names = new TreeSet<String>();
    name.matcher(text).results().forEach(match -> names.add(match.group(1)));
    return names;
  }
}
