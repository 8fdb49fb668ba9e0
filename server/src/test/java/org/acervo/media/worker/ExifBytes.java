package org.acervo.media.worker;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes EXIF as a camera would: big endian, a main directory with two below it. */
final class ExifBytes {
  private final List<Entry> main = new ArrayList<>();
  private final List<Entry> exif = new ArrayList<>();
  private final List<Entry> gps = new ArrayList<>();

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Entry(int tag, int type, int count, byte[] value) {}

  ExifBytes orientation(int value) {
    main.add(shortValue(0x0112, value));
    return this;
  }

  ExifBytes camera(String make, String model) {
    main.add(text(0x010F, make));
    main.add(text(0x0110, model));
    return this;
  }

  ExifBytes taken(String time, String offset) {
    exif.add(rational(0x829A, 1, 250));
    exif.add(rational(0x829D, 28, 10));
    exif.add(shortValue(0x8827, 400));
    exif.add(text(0x9003, time));
    exif.add(text(0x9011, offset));
    exif.add(rational(0x920A, 35, 1));
    return this;
  }

  /** The time of the file itself, and its offset. */
  ExifBytes modified(String time, String offset) {
    main.add(text(0x0132, time));
    exif.add(text(0x9010, offset));
    return this;
  }

  ExifBytes digitized(String time) {
    exif.add(text(0x9004, time));
    return this;
  }

  ExifBytes satellites(String day, int hour, int minute, int second) {
    gps.add(rational(7, hour, 1, minute, 1, second, 1));
    gps.add(text(0x1D, day));
    return this;
  }

  ExifBytes south(int degrees, int minutes) {
    gps.add(text(1, "S"));
    gps.add(rational(2, degrees, 1, minutes, 1, 0, 1));
    gps.add(text(3, "W"));
    gps.add(rational(4, degrees, 1, minutes, 1, 0, 1));
    return this;
  }

  private static Entry shortValue(int tag, int value) {
    return new Entry(tag, 3, 1, ByteBuffer.allocate(4).putShort((short) value).array());
  }

  private static Entry text(int tag, String text) {
    byte[] bytes = (text + "\0").getBytes(StandardCharsets.UTF_8);
    return new Entry(tag, 2, bytes.length, bytes);
  }

  private static Entry rational(int tag, int... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * 4);
    for (int number : numbers) {
      bytes.putInt(number);
    }
    return new Entry(tag, 5, numbers.length / 2, bytes.array());
  }

  /** From the byte order mark on. */
  byte[] tiff() {
    List<Entry> all = new ArrayList<>(main);
    int exifAt = 8 + 2 + (main.size() + 2) * 12 + 4 + values(main);
    int gpsAt = exifAt + 2 + exif.size() * 12 + 4 + values(exif);
    all.add(new Entry(0x8769, 4, 1, ByteBuffer.allocate(4).putInt(exifAt).array()));
    all.add(new Entry(0x8825, 4, 1, ByteBuffer.allocate(4).putInt(gpsAt).array()));
    ByteBuffer bytes = ByteBuffer.allocate(4096);
    bytes.putShort((short) 0x4D4D).putShort((short) 42).putInt(8);
    directory(bytes, all);
    directory(bytes, exif);
    directory(bytes, gps);
    return java.util.Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static int values(List<Entry> entries) {
    return entries.stream().mapToInt(e -> e.value.length > 4 ? e.value.length : 0).sum();
  }

  private static void directory(ByteBuffer bytes, List<Entry> entries) {
    int at = bytes.position() + 2 + entries.size() * 12 + 4;
    ByteArrayOutputStream values = new ByteArrayOutputStream();
    bytes.putShort((short) entries.size());
    for (Entry entry : entries) {
      bytes.putShort((short) entry.tag).putShort((short) entry.type).putInt(entry.count);
      if (entry.value.length > 4) {
        bytes.putInt(at + values.size());
        values.writeBytes(entry.value);
      } else {
        bytes.put(java.util.Arrays.copyOf(entry.value, 4));
      }
    }
    bytes.putInt(0).put(values.toByteArray());
  }

  /** Puts it behind the first two bytes of a JPEG. */
  byte[] into(byte[] jpeg) {
    byte[] tiff = tiff();
    ByteBuffer bytes = ByteBuffer.allocate(jpeg.length + tiff.length + 10);
    bytes.put(jpeg, 0, 2);
    bytes.putShort((short) 0xFFE1).putShort((short) (tiff.length + 8));
    bytes.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(tiff);
    return bytes.put(jpeg, 2, jpeg.length - 2).array();
  }
}
