package org.acervo.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Set;
import org.acervo.access.Effects;
import org.acervo.access.Permission;
import org.jspecify.annotations.Nullable;

/** What a change of grants would do. */
record EffectsJson(
    Effects.Sum gains, Effects.Sum loses, boolean everyone, List<OfPerson> changes, boolean more) {

  /** A person by name; the login is for those who manage people. */
  record Person(
      String id, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String login, String name) {}

  record OfPerson(Person user, List<String> gains, List<String> loses, long opens, long closes) {
    static OfPerson of(Effects.OfPerson one, boolean logins) {
      return new OfPerson(
          new Person(one.id().value(), logins ? one.login() : null, one.name()),
          keys(one.gains()),
          keys(one.loses()),
          one.opens(),
          one.closes());
    }
  }

  static List<String> keys(Set<Permission> permissions) {
    return permissions.stream().sorted().map(Permission::key).toList();
  }

  static EffectsJson of(Effects effects, boolean logins) {
    return new EffectsJson(
        effects.gains(),
        effects.loses(),
        effects.everyone(),
        effects.changes().stream().map(one -> OfPerson.of(one, logins)).toList(),
        effects.more());
  }
}
