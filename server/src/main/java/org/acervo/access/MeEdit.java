package org.acervo.access;

import java.util.Optional;

/**
 * What people change about themselves; what is empty stays.
 *
 * @param locale an empty text takes the value away
 * @param current the current password, needed with a new one
 */
public record MeEdit(
    Optional<String> name,
    Optional<String> locale,
    Optional<String> password,
    Optional<String> current) {}
