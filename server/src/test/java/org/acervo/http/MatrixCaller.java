package org.acervo.http;

import static org.acervo.access.Permission.CONTRIBUTE;
import static org.acervo.access.Permission.DELETE;
import static org.acervo.access.Permission.DOWNLOAD;
import static org.acervo.access.Permission.EDIT;
import static org.acervo.access.Permission.LIST;
import static org.acervo.access.Permission.VIEW;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.acervo.access.Permission;

/** Who asks in the matrix, and what they hold on the shelf that all its objects come from. */
enum MatrixCaller {
  ANONYMOUS(Kind.NOBODY),
  OTHER(Kind.PERSON),
  VIEWER(Kind.PERSON),
  DOWNLOADER(Kind.PERSON),
  CONTRIBUTOR(Kind.PERSON),
  EDITOR(Kind.PERSON),
  OWNER(Kind.PERSON),
  /** By single permissions, which no role gives in this way: may do all and see nothing. */
  BLIND(Kind.PERSON),
  ADMINISTRATOR(Kind.PERSON),
  LINK(Kind.GUEST),
  EXPIRED_LINK(Kind.NOBODY),
  ENDED_SESSION(Kind.NOBODY),
  DISABLED(Kind.NOBODY),
  /** A token of the owner with the scope {@code list} alone. */
  NARROW_TOKEN(Kind.PERSON);

  /** As what the server takes the caller. */
  enum Kind {
    NOBODY,
    GUEST,
    PERSON
  }

  /** Those who hold something on the shelf that a grant to them gives. */
  static final List<MatrixCaller> GRANTED =
      List.of(VIEWER, DOWNLOADER, CONTRIBUTOR, EDITOR, OWNER, BLIND);

  final Kind kind;

  MatrixCaller(Kind kind) {
    this.kind = kind;
  }

  Set<Permission> held() {
    return switch (this) {
      case ANONYMOUS, OTHER, ADMINISTRATOR, EXPIRED_LINK, ENDED_SESSION, DISABLED -> Set.of();
      case NARROW_TOKEN -> Set.of(LIST);
      case VIEWER, LINK -> Set.of(LIST, VIEW);
      case DOWNLOADER -> Set.of(LIST, VIEW, DOWNLOAD);
      case CONTRIBUTOR -> Set.of(LIST, VIEW, DOWNLOAD, CONTRIBUTE);
      case EDITOR -> Set.of(LIST, VIEW, DOWNLOAD, CONTRIBUTE, EDIT, DELETE);
      case OWNER -> Set.of(Permission.values());
      case BLIND -> EnumSet.complementOf(EnumSet.of(LIST, VIEW));
    };
  }

  /** The grant that gives it, as the API reads it. */
  String grant(String user) {
    var held =
        this == BLIND
            ? "\"permissions\":[%s]"
                .formatted(
                    held().stream()
                        .map(permission -> '"' + permission.key() + '"')
                        .collect(Collectors.joining(",")))
            : "\"role\":\"" + name().toLowerCase(Locale.ROOT) + '"';
    return "{\"principal\":\"user:%s\",%s}".formatted(user, held);
  }
}
