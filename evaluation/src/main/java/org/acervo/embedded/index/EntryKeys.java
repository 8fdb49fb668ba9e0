package org.acervo.embedded.index;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.CannotIndexParallelArraysError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The index entries of one document.
 *
 * <p>An entry is the encoded values, then the record id, then the id's length in two bytes, so that
 * the id can be cut off without decoding what stands before it.
 *
 * @param prefixes the encoded values of each entry, distinct
 * @param values the same, readable, for the message of a duplicate key
 * @param shape what planning has to know about these values
 */
record EntryKeys(List<byte[]> prefixes, List<List<Object>> values, Shape shape) {

  static EntryKeys of(IndexSpec spec, Document document) {
    List<FieldPath.Values> fields = spec.paths().stream().map(path -> path.read(document)).toList();
    List<List<Object>> rows = rows(spec, fields);
    Shape shape = Shape.REGULAR;
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).multiple()) {
        shape = shape.withArrayAt(i);
      }
      if (fields.get(i).nested()) {
        shape = shape.withNestedArrays();
      }
    }
    List<byte[]> prefixes = new ArrayList<>(rows.size());
    List<List<Object>> values = new ArrayList<>(rows.size());
    Set<RecordId> seen = rows.size() > 1 ? new TreeSet<>() : Set.of();
    for (List<Object> row : rows) {
      OrderedBytes bytes = new OrderedBytes();
      for (int i = 0; i < row.size(); i++) {
        int start = bytes.length();
        boolean exactBefore = bytes.exact();
        bytes.element(row.get(i));
        if (exactBefore && !bytes.exact()) {
          shape = shape.withApproximateFrom(i);
        }
        if (!spec.keys().get(i).isAscending()) {
          bytes.invertFrom(start);
        }
      }
      byte[] prefix = bytes.toBytes();
      if (rows.size() == 1 || seen.add(new RecordId(prefix))) {
        prefixes.add(prefix);
        values.add(row);
      }
    }
    return new EntryKeys(prefixes, values, shape);
  }

  private static List<List<Object>> rows(IndexSpec spec, List<FieldPath.Values> fields) {
    Set<String> arrays =
        IntStream.range(0, fields.size())
            .filter(i -> fields.get(i).multiple())
            .mapToObj(i -> spec.paths().get(i).arrayPath(fields.get(i)))
            .collect(Collectors.toCollection(TreeSet::new));
    if (arrays.size() > 1) {
      throw new CannotIndexParallelArraysError(arrays);
    }
    long multiple = fields.stream().filter(FieldPath.Values::multiple).count();
    Set<Integer> lengths =
        fields.stream()
            .filter(FieldPath.Values::multiple)
            .map(field -> field.values().size())
            .collect(Collectors.toSet());
    if (multiple > 1 && lengths.size() == 1) {
      return aligned(fields, lengths.iterator().next());
    }
    List<List<Object>> rows = List.of(List.of());
    for (FieldPath.Values field : fields) {
      List<List<Object>> longer = new ArrayList<>(rows.size() * field.values().size());
      for (List<Object> row : rows) {
        for (Object value : field.values()) {
          List<Object> extended = new ArrayList<>(row);
          extended.add(value);
          longer.add(extended);
        }
      }
      rows = longer;
    }
    return rows;
  }

  /** Several fields of the same array of documents: one row per element. */
  private static List<List<Object>> aligned(List<FieldPath.Values> fields, int length) {
    List<List<Object>> rows = new ArrayList<>(length);
    for (int row = 0; row < length; row++) {
      List<Object> values = new ArrayList<>(fields.size());
      for (FieldPath.Values field : fields) {
        values.add(field.values().get(field.multiple() ? row : 0));
      }
      rows.add(values);
    }
    return rows;
  }

  KeyValue readable(int row) {
    return new KeyValue(
        values.get(row).stream()
            .map(value -> value instanceof FieldPath.EmptyArray ? List.of() : value)
            .toList());
  }

  static byte[] entry(byte[] prefix, RecordId id) {
    byte[] tail = id.bytes();
    byte[] entry = new byte[prefix.length + tail.length + 2];
    System.arraycopy(prefix, 0, entry, 0, prefix.length);
    System.arraycopy(tail, 0, entry, prefix.length, tail.length);
    entry[entry.length - 2] = (byte) (tail.length >>> 8);
    entry[entry.length - 1] = (byte) tail.length;
    return entry;
  }

  static RecordId recordId(byte[] entry) {
    int end = entry.length - 2;
    int length = ((entry[end] & 0xFF) << 8) | (entry[end + 1] & 0xFF);
    return new RecordId(Arrays.copyOfRange(entry, end - length, end));
  }
}
