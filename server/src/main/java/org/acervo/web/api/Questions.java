package org.acervo.web.api;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.acervo.gallery.Question;
import org.acervo.items.Query;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.Kind;
import org.acervo.web.Parameters;

/** Reads what a view is asked for from an address. */
final class Questions {
  private static final Pattern SLICE = Pattern.compile("/api/v1/collections/([^/]+)/items");
  private static final Pattern SHELF = Pattern.compile("/api/v1/collections/([^/]+)");
  private static final Pattern ITEM = Pattern.compile("/api/v1/items/([^/]+)");

  private Questions() {}

  /**
   * What a whole address asks for, if it is one of a view.
   *
   * @param home finds where an item lies
   */
  static Optional<Question> of(String address, Function<ItemId, Optional<CollectionId>> home) {
    var decoded = new QueryStringDecoder(address);
    String path;
    Map<String, List<String>> given;
    try {
      path = decoded.path();
      given = decoded.parameters();
    } catch (IllegalArgumentException e) { // percent signs that escape nothing
      return Optional.empty();
    }
    var query =
        new Parameters(
            given.keySet(),
            name -> given.getOrDefault(name, List.of()).stream().findFirst().orElse(null));
    if (path.equals("/api/v1/collections")) {
      return Optional.of(children(query));
    }
    var slice = SLICE.matcher(path);
    if (slice.matches()) {
      return Optional.of(items(new CollectionId(slice.group(1)), query));
    }
    var shelf = SHELF.matcher(path);
    if (shelf.matches()) {
      return Optional.of(new Question.Shelf(new CollectionId(shelf.group(1))));
    }
    var item = ITEM.matcher(path);
    if (item.matches()) {
      var id = new ItemId(item.group(1));
      return home.apply(id).map(at -> new Question.Item(id, at));
    }
    return Optional.empty();
  }

  /**
   * Items of a collection.
   *
   * @throws Failed with {@code Invalid} naming the parameter that is wrong
   */
  static Question.Items items(CollectionId root, Parameters given) {
    var query = given.only("recursive", "kind", "sort", "dir");
    var sort = query.word("sort", Query.Sort::of, "taken, added, name").orElse(Query.Sort.TAKEN);
    boolean descending =
        query
            .text("dir")
            .map(dir ->
                switch (dir) {
                  case "asc" -> false;
                  case "desc" -> true;
                  default -> throw Failed.invalid("dir", "must be one of asc, desc");
                })
            .orElse(sort.descendingByDefault());
    return new Question.Items(
        root,
        new Query(
            query.flag("recursive"),
            query.word("kind", Kind::of, "image, pdf"),
            sort,
            descending,
            query.limit(),
            query.cursor()));
  }

  /** Collections directly below another. */
  static Question.Children children(Parameters given) {
    var query = given.only("parent");
    var parent = new CollectionId(query.text("parent").orElse(CollectionId.ROOT.value()));
    return new Question.Children(
        parent,
        "limit=" + query.limit() + query.cursor().map(text -> "&cursor=" + text).orElse(""));
  }
}
