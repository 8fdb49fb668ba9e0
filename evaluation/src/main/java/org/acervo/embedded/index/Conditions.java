package org.acervo.embedded.index;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A query taken apart: conditions that all hold, and alternatives of which one holds.
 *
 * @param clauses the conditions that bound a field
 * @param alternatives the branches of a {@code $or}, each with everything outside it; empty without
 * @param complete whether clauses and alternatives say everything the query says
 */
record Conditions(List<Clause> clauses, List<Conditions> alternatives, boolean complete) {
  private static final int MANY_BRANCHES = 64;

  static Conditions of(Document query) {
    List<Clause> clauses = new ArrayList<>();
    List<List<?>> branches = new ArrayList<>();
    boolean complete = collect(query, clauses, branches);
    List<Conditions> alternatives = new ArrayList<>();
    if (branches.size() == 1 && branches.getFirst().size() <= MANY_BRANCHES) {
      for (Object branch : branches.getFirst()) {
        if (!(branch instanceof Document condition)) {
          return new Conditions(clauses, List.of(), false);
        }
        List<Clause> all = new ArrayList<>(clauses);
        List<List<?>> nested = new ArrayList<>();
        boolean whole = collect(condition, all, nested);
        alternatives.add(new Conditions(all, List.of(), whole && nested.isEmpty()));
      }
    }
    boolean understood = branches.isEmpty() || (branches.size() == 1 && !alternatives.isEmpty());
    return new Conditions(clauses, alternatives, complete && understood);
  }

  private static boolean collect(Document query, List<Clause> clauses, List<List<?>> branches) {
    boolean complete = true;
    for (Map.Entry<String, Object> condition : query.entrySet()) {
      String key = condition.getKey();
      Object value = condition.getValue();
      if (key.equals("$and") && value instanceof List<?> parts) {
        for (Object part : parts) {
          complete &= part instanceof Document document && collect(document, clauses, branches);
        }
      } else if (key.equals("$or") && value instanceof List<?> parts && !parts.isEmpty()) {
        branches.add(parts);
      } else if (key.startsWith("$")) {
        complete &= key.equals("$comment");
      } else {
        Clause clause = Clause.of(key, value);
        if (clause != null) {
          clauses.add(clause);
        }
        complete &= clause != null;
      }
    }
    return complete;
  }

  /** The branches to read, the query itself if it has none. */
  List<Conditions> branches() {
    return alternatives.isEmpty() ? List.of(this) : alternatives;
  }

  List<Clause> on(String path) {
    return clauses.stream().filter(clause -> clause.path().equals(path)).toList();
  }
}
