package org.acervo.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.acervo.access.Audit;
import org.acervo.access.Gate;
import org.acervo.access.SystemPermission;
import org.acervo.access.Target;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.ItemId;
import org.acervo.web.Answer;
import org.acervo.web.Ask;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;
import org.jspecify.annotations.Nullable;

/** The history of rights: all of it for auditors, that of one object for those who may share it. */
final class AuditApi {
  private static final String HEADINGS =
      "number,time,actor,what,object,subjects,before,after,reason\r\n";

  private final Audit audit;
  private final Gate gate;
  private final Targets targets;

  AuditApi(Audit audit, Gate gate, Targets targets) {
    this.audit = audit;
    this.gate = gate;
    this.targets = targets;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/audit", Guard.SIGNED_IN, this::list),
        Endpoint.get("/api/v1/audit.csv", Guard.system(SystemPermission.AUDIT_READ), this::export));
  }

  private Answer list(Ask ask) {
    var filter = filter(ask);
    if (!gate.allows(ask.caller(), SystemPermission.AUDIT_READ)) {
      audit.requireSharing(ask.caller(), target(ask, filter));
    }
    var query = ask.query().only("object", "subject", "actor", "from", "to");
    var page = audit.page(filter, query.cursor(), query.limit());
    var names = audit.names(ask.caller(), filter, page.items());
    return Answer.ok(new LinesJson(page.items(), page.next(), page.total(), names));
  }

  /** A list as any other, with what is mentioned in it by name: one request shows it all. */
  record LinesJson(
      List<Audit.Line> items,
      @Nullable String next,
      @Nullable Long total,
      Map<String, String> names) {}

  private Target target(Ask ask, Audit.Filter filter) {
    return switch (filter.object().orElse("")) {
      case String s when s.startsWith("collection:") ->
          Target.of(new CollectionId(s.substring("collection:".length())));
      case String s when s.startsWith("item:") ->
          targets.item(new ItemId(s.substring("item:".length())));
      default -> {
        gate.require(ask.caller(), SystemPermission.AUDIT_READ);
        throw Failed.notFound();
      }
    };
  }

  private static Audit.Filter filter(Ask ask) {
    return new Audit.Filter(
        ask.query("object"),
        ask.query("subject"),
        ask.query("actor"),
        ask.query().moment("from"),
        ask.query().moment("to"));
  }

  /** As RFC 4180 writes tables. It is measured first, because the length comes before the bytes. */
  private Answer export(Ask ask) {
    var filter = filter(ask);
    var last = new long[1];
    long[] length = {HEADINGS.length()};
    audit.each(
        filter,
        line -> {
          last[0] = Math.max(last[0], line.n());
          length[0] += row(line).getBytes(UTF_8).length;
        });
    return Answer.stream(
            200,
            "text/csv; charset=utf-8; header=present",
            length[0],
            out -> {
              out.write(HEADINGS.getBytes(UTF_8));
              var rows = new ArrayList<Audit.Line>();
              audit.each(
                  filter,
                  line -> {
                    if (line.n() <= last[0]) {
                      rows.add(line);
                      if (rows.size() == 500) {
                        flush(rows, out);
                      }
                    }
                  });
              flush(rows, out);
            })
        .with("Content-Disposition", "attachment; filename=\"acervo-audit.csv\"")
        .with("Cache-Control", "no-store");
  }

  private static void flush(List<Audit.Line> rows, OutputStream out) {
    try {
      for (var line : rows) {
        out.write(row(line).getBytes(UTF_8));
      }
      rows.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String row(Audit.Line line) {
    var cells =
        List.of(
            Long.toString(line.n()),
            line.at().toString(),
            line.actor(),
            line.what(),
            line.object(),
            String.join(" ", line.subjects()),
            line.before(),
            line.after(),
            line.reason());
    return String.join(",", cells.stream().map(AuditApi::cell).toList()) + "\r\n";
  }

  /** Quoted; what a spreadsheet would run as a formula is made a text by an apostrophe. */
  static String cell(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }
}
