package org.acervo.uploads;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.acervo.uploads.Header.Unreadable;

/**
 * The boxes of HEIC and AVIF (ISO/IEC 23008-12): the size and turn of the primary item are among
 * the properties that are associated with it.
 */
final class HeifHeader {
  private static final int MOST_BOXES = 500;

  /**
   * A box.
   *
   * @param body where its content begins
   * @param end where it ends
   */
  private record Box(String name, long body, long end) {}

  private final Header in;

  private HeifHeader(Header in) {
    this.in = in;
  }

  static Dimensions dimensions(Header in) throws Unreadable, IOException {
    return new HeifHeader(in).dimensions();
  }

  private Dimensions dimensions() throws Unreadable, IOException {
    Box meta = only(boxes(0, in.size(), "meta"), "meta");
    List<Box> parts = boxes(meta.body() + 4, meta.end(), "iprp");
    Box primary = only(parts, "pitm");
    long item =
        in.u8(primary.body()) == 0 ? in.u16(primary.body() + 4) : in.u32(primary.body() + 4);
    Box properties = only(parts, "iprp");
    List<Box> both = boxes(properties.body(), properties.end(), "");
    Box list = only(both, "ipco");
    List<Box> all = boxes(list.body(), list.end(), "");
    Dimensions size = null;
    boolean turned = false;
    for (int index : associated(only(both, "ipma"), item)) {
      if (index < 1 || index > all.size()) {
        continue;
      }
      Box property = all.get(index - 1);
      switch (property.name()) {
        case "ispe" ->
            size = Dimensions.checked(in.u32(property.body() + 4), in.u32(property.body() + 8));
        case "irot" -> turned = (in.u8(property.body()) & 1) == 1;
        default -> {}
      }
    }
    if (size == null) {
      throw new Unreadable("the primary item has no size");
    }
    return turned ? size.turned(6) : size;
  }

  /** The numbers of the properties of an item, from 1. */
  private List<Integer> associated(Box box, long item) throws Unreadable, IOException {
    int version = in.u8(box.body());
    boolean wide = (in.u8(box.body() + 3) & 1) == 1;
    long entries = in.u32(box.body() + 4);
    long at = box.body() + 8;
    for (long i = 0; i < entries && i < MOST_BOXES && at < box.end(); i++) {
      long id = version < 1 ? in.u16(at) : in.u32(at);
      at += version < 1 ? 2 : 4;
      int count = in.u8(at++);
      List<Integer> numbers = new ArrayList<>();
      for (int k = 0; k < count; k++) {
        numbers.add(wide ? in.u16(at) & 0x7FFF : in.u8(at) & 0x7F);
        at += wide ? 2 : 1;
      }
      if (id == item) {
        return numbers;
      }
    }
    throw new Unreadable("the primary item has no properties");
  }

  /** The boxes of a stretch, up to one of the name {@code last}; all when it is empty. */
  private List<Box> boxes(long from, long to, String last) throws Unreadable, IOException {
    List<Box> boxes = new ArrayList<>();
    long at = from;
    while (at + 8 <= to && boxes.size() < MOST_BOXES) {
      long length = in.u32(at);
      long body = at + 8;
      if (length == 1) {
        length = in.u64(at + 8);
        body = at + 16;
      }
      long end = length == 0 ? to : at + length;
      if (end < body || end > to) {
        throw new Unreadable("a box of " + length + " bytes");
      }
      boxes.add(new Box(in.name(at + 4, 4), body, end));
      if (boxes.getLast().name().equals(last)) {
        break;
      }
      at = end;
    }
    return boxes;
  }

  private static Box only(List<Box> boxes, String name) throws Unreadable {
    return boxes.stream()
        .filter(box -> box.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new Unreadable("no box " + name));
  }
}
