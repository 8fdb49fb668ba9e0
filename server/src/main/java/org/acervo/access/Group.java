package org.acervo.access;

import org.acervo.kernel.GroupId;

/**
 * A named set of people.
 *
 * @param size number of people it names directly
 * @param rev counts the changes to this record, not to its members
 */
public record Group(GroupId id, String name, String descr, long size, long rev) {}
