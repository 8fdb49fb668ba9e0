package org.acervo.media;

/**
 * The places at the workers. While a person waits for one, the queue does not get any: what is
 * looked at now comes before what an import left to be drawn.
 */
final class Turns {
  private int free;
  private int persons;

  Turns(int places) {
    this.free = places;
  }

  synchronized void take(boolean awaited) throws InterruptedException {
    if (!awaited) {
      while (free == 0 || persons > 0) {
        wait();
      }
    } else {
      persons++;
      try {
        while (free == 0) {
          wait();
        }
      } finally {
        persons--;
        notifyAll();
      }
    }
    free--;
  }

  synchronized void give() {
    free++;
    notifyAll();
  }
}
