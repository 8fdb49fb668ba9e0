package org.acervo.kernel;

/** A number of bytes. */
public record DataSize(long bytes) {}
