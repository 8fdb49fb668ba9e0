package org.acervo.media;

import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.acervo.media.Inspection.Failed;

/** A worker that does what the first word of its file says, as one taken over by a file might. */
public final class RogueWorker {
  private RogueWorker() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    InputStream in = new FileInputStream(FileDescriptor.in);
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    Wire.send(out, new Answer.Hello(Wire.VERSION));
    String identity = UUID.randomUUID().toString(); // in a sandbox all have the same process id
    boolean poisoned = false;
    while (true) {
      Request request = Wire.nextRequest(in);
      String order = Files.readString(request.file());
      if (poisoned) {
        Runtime.getRuntime().halt(9);
      }
      switch (order) {
        case "sleep" -> Thread.sleep(600_000);
        case "spin" -> spin();
        case "killed" -> Runtime.getRuntime().halt(137);
        case "exit" -> Runtime.getRuntime().halt(3);
        case "garbage" -> out.write(new byte[] {0, 0, 0, 4, 'z', 1, 2, 3});
        case "oversized" -> new DataOutputStream(out).writeInt(Integer.MAX_VALUE);
        case "negative" -> new DataOutputStream(out).writeInt(-1);
        case "liar" -> out.write(new byte[] {0, 0, 0, 5, 'i', 0x7F, 0, 0, 0});
        case "half" -> {
          out.write(new byte[] {0, 0, 0, 100, 'e', 0});
          Runtime.getRuntime().halt(0);
        }
        case "chatter" -> System.err.print("x".repeat(1 << 20));
        case "poison" -> poisoned = true;
        case "look" -> identity = surroundings();
        case "pages then sleep" -> {
          Wire.send(out, new Answer.Opened(3, Facts.NONE, null));
          Wire.send(
              out,
              new Answer.Drawn(
                  new PdfPage(1, 10, 10, List.of(), "one", null), new byte[0], "#ffffff"));
          Thread.sleep(600_000);
        }
        case "endless pages" -> {
          Wire.send(out, new Answer.Opened(3, Facts.NONE, null));
          String text = "x".repeat(1 << 20);
          while (true) {
            PdfPage page = new PdfPage(1, 1, 1, List.of(), text, null);
            Wire.send(out, new Answer.Drawn(page, new byte[0], null));
          }
        }
        default -> {}
      }
      Wire.send(out, new Answer.Whole(new Failed(Fault.DAMAGED, "rogue", identity, Facts.NONE)));
      long resident = order.equals("grown") ? Long.MAX_VALUE : 0;
      Wire.send(out, new Answer.End(resident, order.equals("worn")));
    }
  }

  private static void spin() {
    while (!Thread.interrupted()) {
      Thread.onSpinWait();
    }
  }

  private static String surroundings() {
    return "environment "
        + System.getenv().keySet().stream().filter(name -> !name.equals("PWD")).count();
  }
}
