package org.acervo.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.casbin.jcasbin.main.CachedEnforcer;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;

/**
 * The estate as rules of jCasbin: one {@code p} rule per grant, one {@code g} rule per membership
 * of a person or a group. A collection is written as its path, so a grant counts below its
 * collection by {@code keyMatch}, which is quicker there than a second role graph over the
 * collections. The cheapest test comes first in the matcher, and each rule names the one action
 * that is asked for, since every role of the estate includes it: all to the peer's advantage.
 */
final class Casbin {
  private static final String MODEL =
      """
      [request_definition]
      r = sub, obj, act
      [policy_definition]
      p = sub, obj, act
      [role_definition]
      g = _, _
      [policy_effect]
      e = some(where (p.eft == allow))
      [matchers]
      m = keyMatch(r.obj, p.obj) && r.act == p.act && g(r.sub, p.sub)
      """;
  private static final String ACTION = "view";

  private Casbin() {}

  static Enforcer enforcer(Estate estate) {
    Enforcer enforcer = new Enforcer(model(estate));
    enforcer.buildRoleLinks();
    return enforcer;
  }

  static CachedEnforcer cached(Estate estate) {
    CachedEnforcer enforcer = new CachedEnforcer(model(estate));
    enforcer.buildRoleLinks();
    return enforcer;
  }

  /** What {@code enforce} is asked. */
  static Object[] question(Estate estate, Estate.Question question) {
    return new Object[] {
      Estate.id('p', question.person()), path(estate, question.collection()), ACTION
    };
  }

  private static Model model(Estate estate) {
    Model model = Model.newModelFromString(MODEL);
    for (Estate.Grant grant : estate.grants()) {
      String whom = Estate.id(grant.group() ? 'g' : 'p', grant.whom());
      model.addPolicy("p", "p", List.of(whom, path(estate, grant.collection()) + "*", ACTION));
    }
    estate.memberships((member, group) -> model.addPolicy("g", "g", List.of(member, group)));
    return model;
  }

  private static String path(Estate estate, int collection) {
    List<String> names = new ArrayList<>();
    estate.wayUp(collection).forEach(at -> names.add("c" + at));
    Collections.reverse(names);
    return "/" + String.join("/", names) + "/";
  }
}
