package org.acervo.cache;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;

/** A shared level that says what it was told to say, and writes down what it was asked. */
class Script implements Shared {
  final List<String> asked = new CopyOnWriteArrayList<>();
  final Deque<Look> looks = new ArrayDeque<>();
  volatile Supplier<Beat> beats = () -> new Beat(true, Optional.of("epoch"));
  volatile Map<String, String> others = Map.of();
  volatile Supplier<Filled> fills = () -> Filled.STORED;

  @Override
  public Look look(String epoch, ViewKey key) {
    asked.add("look");
    return looks.remove();
  }

  @Override
  public Filled fill(String epoch, ViewKey key, Entry entry, SnapshotTime seen) {
    asked.add("fill");
    return fills.get();
  }

  @Override
  public void release(String epoch, ViewKey key) {
    asked.add("release");
  }

  @Override
  public void remove(String epoch, ViewKey key) {
    asked.add("remove");
  }

  @Override
  public Optional<Kept> kept(String epoch, ViewKey key) {
    throw new Away("redis does not answer", new IllegalStateException());
  }

  @Override
  public Optional<SnapshotTime> generation(CollectionId root) {
    return Optional.empty();
  }

  @Override
  public void bump(Collection<CollectionId> roots, SnapshotTime time) {
    asked.add("bump " + roots + " " + time.value());
  }

  @Override
  public void settle(CollectionId root, String sign, SnapshotTime time) {
    asked.add("settle");
  }

  @Override
  public void clear(View view) {
    throw new Away("redis does not answer", new IllegalStateException());
  }

  @Override
  public void register() {}

  @Override
  public Beat beat() {
    return beats.get();
  }

  @Override
  public Nodes nodes() {
    return new Nodes(true, others);
  }

  @Override
  public void strike(Map<String, String> beats) {}

  @Override
  public void call(long number) {
    asked.add("call");
  }

  @Override
  public void answer(String node, long number) {}

  @Override
  public long clock() {
    return 0;
  }

  @Override
  public boolean mark(String epoch, long since) {
    asked.add("mark " + epoch);
    return true;
  }

  @Override
  public String server() {
    return "server";
  }

  @Override
  public boolean open() {
    return true;
  }

  @Override
  public void close() {}
}
