package org.acervo.gallery;

import org.acervo.access.Allowance;
import org.acervo.access.Caller;
import org.acervo.access.Permission;
import org.acervo.access.SystemPermission;
import org.acervo.cache.View;
import org.acervo.cache.ViewKey;
import org.acervo.items.Query;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.ItemId;

/** What a recurring view is asked for, whoever asks. */
public sealed interface Question {

  /** The collection that is looked at. */
  CollectionId root();

  View view();

  /** All that the answer depends on beside the root, the record and the rights. */
  String words();

  /** Whether the caller may ask that at all. */
  boolean allowed(Allowance allowance);

  /** The name of the answer that the caller is to get. */
  default ViewKey key(Allowance allowance) {
    return new ViewKey(view(), root(), words(), allowance.sight(root()));
  }

  /** Items of a collection. */
  record Items(CollectionId root, Query query, String words) implements Question {
    public Items(CollectionId root, Query query) {
      this(root, query, query.words());
    }

    @Override
    public View view() {
      return View.ITEMS;
    }

    @Override
    public boolean allowed(Allowance allowance) {
      return listed(allowance, root);
    }

    /** It shows hashes to people, and to nobody else. */
    @Override
    public ViewKey key(Allowance allowance) {
      var key = Question.super.key(allowance);
      boolean person = allowance.caller() instanceof Caller.Person;
      return person ? key : new ViewKey(view(), root, words, key.sight() + "/-");
    }
  }

  /** Some of the collections directly below one. */
  record Children(CollectionId root, String words) implements Question {
    @Override
    public View view() {
      return View.COLLECTIONS;
    }

    @Override
    public boolean allowed(Allowance allowance) {
      return listed(allowance, root);
    }
  }

  /** One collection; the place above all of them shows whether the caller may make more there. */
  record Shelf(CollectionId root) implements Question {
    @Override
    public View view() {
      return View.COLLECTION;
    }

    @Override
    public String words() {
      return "";
    }

    @Override
    public boolean allowed(Allowance allowance) {
      return listed(allowance, root);
    }

    @Override
    public ViewKey key(Allowance allowance) {
      var key = Question.super.key(allowance);
      boolean makes =
          root.equals(CollectionId.ROOT) && allowance.allows(SystemPermission.COLLECTIONS_ROOT);
      return makes ? new ViewKey(view(), root, "makes", key.sight()) : key;
    }
  }

  /** One item that lies in {@code root}. */
  record Item(ItemId id, CollectionId root, String words) implements Question {
    public Item(ItemId id, CollectionId home) {
      this(id, home, "item=" + id);
    }

    @Override
    public View view() {
      return View.ITEM;
    }

    @Override
    public boolean allowed(Allowance allowance) {
      return allowance.allows(Permission.VIEW, id, root);
    }

    /** It shows people who added the item, and nobody else. */
    @Override
    public ViewKey key(Allowance allowance) {
      var names = allowance.caller() instanceof Caller.Person ? allowance.policy().names() : "-";
      var sight = allowance.sight(root) + "/" + names;
      return new ViewKey(view(), root, words, sight);
    }
  }

  private static boolean listed(Allowance allowance, CollectionId root) {
    return root.equals(CollectionId.ROOT)
        ? allowance.caller() instanceof Caller.Person person
            && person.scopes().permits(Permission.LIST)
        : allowance.allows(Permission.LIST, root);
  }
}
