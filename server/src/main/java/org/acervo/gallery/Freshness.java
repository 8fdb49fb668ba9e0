package org.acervo.gallery;

import org.acervo.kernel.SnapshotTime;

/**
 * How new an answer has to be.
 *
 * @param least a time of the record that it must not be older than, beyond what everybody is
 *     promised
 * @param past whether to ask the record, whatever is kept
 */
public record Freshness(SnapshotTime least, boolean past) {}
