package org.acervo.media;

/**
 * A stored preview.
 *
 * @param type its media type
 * @param bytes the encoded file; not copied, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // passes through to the answer; nothing compares it
public record Drawing(String type, byte[] bytes) {}
