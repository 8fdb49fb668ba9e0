package org.acervo.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.acervo.access.Gate;
import org.acervo.access.Permission;
import org.acervo.gallery.Gallery;
import org.acervo.items.Item;
import org.acervo.items.ItemEdit;
import org.acervo.items.Items;
import org.acervo.kernel.DataSize;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Texts;
import org.acervo.uploads.Received;
import org.acervo.uploads.Receiving;
import org.acervo.uploads.Uploads;
import org.acervo.web.Answer;
import org.acervo.web.Ask;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;
import org.acervo.web.Json;
import org.acervo.web.form.FormPart;
import org.acervo.web.form.FormReader;
import org.jspecify.annotations.Nullable;

/** Upload of one file as {@code multipart/form-data} (RFC 7578), read as a stream. */
public final class UploadApi {
  private final Uploads uploads;
  private final Gallery gallery;
  private final Gate gate;
  private final DataSize limit;
  private final Runnable wake;

  /**
   * Streams files into collections.
   *
   * @param limit largest file that is taken
   * @param wake told when there is something new to draw
   */
  public UploadApi(Uploads uploads, Gallery gallery, Gate gate, DataSize limit, Runnable wake) {
    this.uploads = uploads;
    this.gallery = gallery;
    this.gate = gate;
    this.limit = limit;
    this.wake = wake;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(
            "/api/v1/collections/{id}/items",
            Guard.collection(Permission.CONTRIBUTE),
            this::upload));
  }

  private Answer upload(Ask ask) throws IOException {
    var reader = new FormReader(ask.body(), ask.header("Content-Type").orElse(""));
    try (var receiving = uploads.begin(ask.person().id(), ask.collection())) {
      var form = read(reader, receiving);
      return ask.once()
          .answer(
              form.content(),
              key -> {
                var added = form.commit(key, item -> known(ask, item));
                wake.run();
                return answer(ask, form, added);
              });
    }
  }

  private boolean known(Ask ask, Item item) {
    return gate.shows(ask.caller(), item.id(), item.home());
  }

  /**
   * Whoever may not see what lies there is told no more than they said themselves: others may have
   * described it since.
   */
  private Answer answer(Ask ask, Form form, Items.Added added) {
    if (!added.fresh()) {
      requireStillOpen(ask, added.item());
    }
    var item = known(ask, added.item()) ? added.item() : uploads.asSent(added.item(), form.words());
    var json =
        ItemJson.full(
                gallery.exhibit(ask.caller(), item), null, gallery.path(ask.caller(), item.home()))
            .withHash(item.sha256().hex());
    return Answer.json(added.fresh() ? 201 : 200, json)
        .etag(item.rev())
        .with("Location", "/api/v1/items/" + item.id());
  }

  /** What came of an earlier upload may have gone elsewhere meanwhile. */
  private void requireStillOpen(Ask ask, Item item) {
    if (item.trashed().isPresent()) {
      if (!gate.allows(ask.caller(), Permission.DELETE, item.id(), item.home())) {
        throw Failed.conflict(
            "The file that first came with this key lies in the trash. Send it with a new key to"
                + " have it again.");
      }
    } else if (!item.home().equals(ask.collection())) {
      gate.require(ask.caller(), Permission.VIEW, item.id(), item.home());
    }
  }

  /** What the parts of a form said. */
  private static final class Form {
    private @Nullable Received received;
    private @Nullable String title;
    private @Nullable String descr;
    private final List<String> tags = new ArrayList<>();

    private Received received() {
      if (received == null) {
        throw Failed.invalid("file", "is missing");
      }
      return received;
    }

    /** All that was said, so that a key can tell it from something else. */
    String content() {
      var file = received();
      return new String(
          Json.write(Arrays.asList(file.sha256().hex(), file.name(), title, descr, tags)), UTF_8);
    }

    Items.Added commit(Optional<String> key, Predicate<Item> known) {
      return received().commit(words(), key, known);
    }

    ItemEdit words() {
      return new ItemEdit(title, descr, tags, null);
    }
  }

  private Form read(FormReader reader, Receiving receiving) throws IOException {
    var form = new Form();
    for (var next = reader.next(); next.isPresent(); next = reader.next()) {
      var part = next.get();
      switch (part.name()) {
        case "file" -> form.received = receive(form, part, receiving);
        case "title" -> form.title = once(form.title, reader, part);
        case "descr" -> form.descr = once(form.descr, reader, part);
        case "tags" ->
            Texts.parts(reader.text(part), ',').stream()
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .forEach(form.tags::add);
        default ->
            throw Failed.invalid(
                part.name().isEmpty() ? "part" : part.name(), "is not a field of this form");
      }
    }
    return form;
  }

  private static String once(@Nullable String earlier, FormReader reader, FormPart part)
      throws IOException {
    if (earlier != null) {
      throw Failed.invalid(part.name(), "may be there only once");
    }
    return reader.text(part);
  }

  private Received receive(Form form, FormPart part, Receiving receiving) throws IOException {
    if (form.received != null) {
      throw Failed.invalid("file", "may be there only once");
    }
    try (var bytes = new Limited(part.bytes(), limit)) {
      return receiving.receive(part.fileName().orElse(""), bytes);
    }
  }
}
