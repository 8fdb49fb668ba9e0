package org.acervo.web.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.acervo.gallery.Question;
import org.acervo.items.Query;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.Kind;
import org.acervo.kernel.Texts;
import org.acervo.web.Parameters;
import org.acervo.web.QueryString;

/** Reads what a view is asked for from an address. */
final class Questions {
  private static final List<String> BASE = List.of("", "api", "v1");

  private Questions() {}

  /**
   * What a whole address asks for, if it is one of a view.
   *
   * @param home finds where an item lies
   */
  static Optional<Question> of(String address, Function<ItemId, Optional<CollectionId>> home) {
    Parameters query;
    try {
      query = QueryString.of(address);
    } catch (Failed notReadable) {
      return Optional.empty();
    }
    var steps = Texts.parts(Texts.parts(address, '?', 2).getFirst(), '/');
    if (steps.size() < 4 || !steps.subList(0, 3).equals(BASE)) {
      return Optional.empty();
    }
    String kind = steps.get(3);
    String id = steps.size() > 4 ? steps.get(4) : "";
    if (steps.size() > 4 && !isId(id)) {
      return Optional.empty();
    }
    boolean one = steps.size() == 5;
    if (kind.equals("collections") && steps.size() == 4) {
      return Optional.of(children(query));
    }
    if (kind.equals("collections") && one) {
      return Optional.of(new Question.Shelf(new CollectionId(id)));
    }
    if (kind.equals("collections") && steps.size() == 6 && steps.get(5).equals("items")) {
      return Optional.of(items(new CollectionId(id), query));
    }
    return kind.equals("items") && one
        ? home.apply(new ItemId(id)).map(at -> new Question.Item(new ItemId(id), at))
        : Optional.empty();
  }

  /** Nothing in an address of ours is escaped. */
  private static boolean isId(String text) {
    try {
      return !new CollectionId(text).value().isEmpty();
    } catch (Failed malformed) {
      return false;
    }
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
