package org.acervo.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.UserId;

/**
 * Somebody who may do something, and where that comes from.
 *
 * @param from where the entry that decided is set; empty when on the item itself
 * @param title of that collection; empty where whoever asks may not list it
 * @param via the groups that lead from the person to the entry's principal, outwards
 * @param lastSeen when a session of theirs was last used, as far as sessions are kept
 */
public record Holder(
    UserId id,
    String login,
    String name,
    GrantList.Named grant,
    Optional<CollectionId> from,
    String title,
    List<String> via,
    Optional<Instant> lastSeen) {}
