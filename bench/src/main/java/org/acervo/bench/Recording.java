package org.acervo.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * What a Java machine noted of itself for a while (JDK Flight Recorder): nothing but what its
 * threads allocate, said at the beginning and at the end, and virtual threads that were pinned.
 *
 * @param allocated bytes by the name of the thread
 * @param pinned how often a virtual thread waited without giving its carrier free
 */
record Recording(Map<String, Long> allocated, long pinned) {
  private static final String ALLOCATION = "jdk.ThreadAllocationStatistics";
  private static final String PINNED = "jdk.VirtualThreadPinned";
  private static final String SETTINGS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <configuration version="2.0">
        <event name="%s">
          <setting name="enabled">true</setting>
          <setting name="period">everyChunk</setting>
        </event>
        <event name="%s">
          <setting name="enabled">true</setting>
          <setting name="threshold">0 ms</setting>
        </event>
      </configuration>
      """
          .formatted(ALLOCATION, PINNED);

  /** While what happens? */
  interface During {
    void happens() throws IOException, InterruptedException;
  }

  static Recording of(Lab lab, long pid, During during) throws IOException, InterruptedException {
    Path folder = lab.folder("recording");
    Path settings = Files.writeString(folder.resolve("settings.jfc"), SETTINGS);
    Path file = folder.resolve("recording.jfr");
    command(pid, "JFR.start", "name=levels", "settings=" + settings);
    try {
      during.happens();
    } finally {
      command(pid, "JFR.stop", "name=levels", "filename=" + file);
    }
    return read(file);
  }

  private static void command(long pid, String... words) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    List<String> command = new ArrayList<>(List.of(jcmd.toString(), Long.toString(pid)));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed:\n" + output);
    }
  }

  private static Recording read(Path file) throws IOException {
    Map<Long, Long> first = new HashMap<>();
    Map<String, Long> allocated = new HashMap<>();
    Map<Long, Long> last = new HashMap<>();
    Map<Long, String> names = new HashMap<>();
    long pinned = 0;
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (event.getEventType().getName().equals(PINNED)) {
        pinned++;
      } else if (event.getEventType().getName().equals(ALLOCATION)) {
        RecordedThread thread = event.getThread("thread");
        if (thread != null && thread.getJavaName() != null) {
          long bytes = event.getLong("allocated");
          first.merge(thread.getJavaThreadId(), bytes, Math::min);
          last.merge(thread.getJavaThreadId(), bytes, Math::max);
          names.put(thread.getJavaThreadId(), thread.getJavaName());
        }
      }
    }
    last.forEach((id, bytes) ->
        allocated.merge(names.getOrDefault(id, ""), bytes - first.getOrDefault(id, 0L), Long::sum));
    return new Recording(allocated, pinned);
  }

  /** Bytes of all threads whose name begins so. */
  long by(String prefix) {
    return allocated.entrySet().stream()
        .filter(one -> one.getKey().startsWith(prefix))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
