package org.acervo.web.api;

import java.util.List;
import java.util.Set;
import org.acervo.access.Effects;
import org.acervo.access.Permission;

/** What a change of grants would do. */
record EffectsJson(
    Effects.Sum gains, Effects.Sum loses, boolean everyone, List<OfPerson> changes, boolean more) {

  record Person(String id, String login, String name) {}

  record OfPerson(Person user, List<String> gains, List<String> loses, long opens, long closes) {
    static OfPerson of(Effects.OfPerson one) {
      return new OfPerson(
          new Person(one.id().value(), one.login(), one.name()),
          keys(one.gains()),
          keys(one.loses()),
          one.opens(),
          one.closes());
    }
  }

  static List<String> keys(Set<Permission> permissions) {
    return permissions.stream().sorted().map(Permission::key).toList();
  }

  static EffectsJson of(Effects effects) {
    return new EffectsJson(
        effects.gains(),
        effects.loses(),
        effects.everyone(),
        effects.changes().stream().map(OfPerson::of).toList(),
        effects.more());
  }
}
