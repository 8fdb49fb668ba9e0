package org.acervo.cache;

/** A finished answer and where it came from. */
public record Served(Body body, Source source) {

  /** As told in the header {@code Cache-Status} (RFC 9211). */
  public enum Source {
    MEMORY("Acervo; hit; detail=memory"),
    REDIS("Acervo; hit; detail=redis"),
    STORED("Acervo; fwd=miss; stored; detail=record"),
    RECORD("Acervo; fwd=miss; detail=record"),
    BYPASS("Acervo; fwd=bypass; detail=record");

    private final String status;

    Source(String status) {
      this.status = status;
    }

    public String status() {
      return status;
    }
  }
}
