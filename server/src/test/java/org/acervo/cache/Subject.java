package org.acervo.cache;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** A cache on two nodes, as the schedules see it. */
interface Subject {
  /** What a question on a node is answered. */
  byte[] view(int node, ViewKey key, Supplier<Draft> make);

  /** A write on the first node. */
  void write(ViewKey key, Runnable commit);

  /** How things lie before the curtain rises; the value is an old one, made by node. */
  void prepare(Start start, ViewKey key, IntFunction<Supplier<Draft>> make);

  /** What is kept and would be answered from, and where. */
  List<Kept> kept(ViewKey key);

  /** An answer that somebody would get. */
  record Kept(String where, String answer) {}

  /** What is kept when a schedule begins. */
  enum Start {
    /** Nothing, not even when the place was last written. */
    UNKNOWN,
    /** When it was written, but no answer. */
    EMPTY,
    /** The old answer in Redis. */
    IN_REDIS,
    /** The old answer in Redis and in the memory of both nodes. */
    EVERYWHERE
  }
}
