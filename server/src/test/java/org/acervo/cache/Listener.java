package org.acervo.cache;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.acervo.kernel.CollectionId;

/** Writes down what it hears. */
final class Listener implements Shared.Ears {
  final List<String> heard = new CopyOnWriteArrayList<>();

  @Override
  public void written(CollectionId root) {
    heard.add("written " + root);
  }

  @Override
  public void anythingWritten() {
    heard.add("anything");
  }

  @Override
  public void called(String node, long number) {
    heard.add("called " + node + " " + number);
  }

  @Override
  public void answered(String node, long number) {
    heard.add("answered " + node + " " + number);
  }

  @Override
  public void broken() {
    heard.add("broken");
  }
}
