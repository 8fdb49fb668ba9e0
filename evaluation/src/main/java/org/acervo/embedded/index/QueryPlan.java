package org.acervo.embedded.index;

import java.util.List;

/**
 * How to read the candidates of a query: a superset of its matches, each checked afterwards.
 *
 * @param groups read side by side and merged by what follows the group's prefix; one group is
 *     simply read in order
 * @param reverse whether to read from the high end
 * @param sorted whether candidates come in the order the query asks for
 * @param distinct whether no document can come twice
 * @param exact whether every candidate is a match
 * @param count how many keys the groups span
 * @param counted whether that is the number, not an estimate
 */
record QueryPlan(
    AccessPath path,
    List<Group> groups,
    boolean reverse,
    boolean sorted,
    boolean distinct,
    boolean exact,
    long count,
    boolean counted) {

  /** Keys with one value in each of the leading fields, as ascending intervals. */
  @SuppressWarnings("ArrayRecordComponent") // never compared or changed
  record Group(byte[] prefix, List<Interval> intervals) {}
}
