package org.acervo.demo.print;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An English atlas of islands nobody has landed on, with a gazetteer. */
final class IslandAtlas {
  private record Island(
      String name, String where, int area, int people, int peak, String story, String advice) {}

  private static final List<Island> ISLANDS =
      List.of(
          new Island(
              "Saint Gil",
              "nine hours east of the bar",
              412,
              3180,
              968,
              "Its people measure distance in songs: the ferry landing is two and a half from the church, four if you carry anything. The lighthouse was built on the wrong cape by a contractor in a hurry, and the reef it should mark has since been named after him.",
              "Land on the western side before noon. The harbour master is also the baker and cannot be disturbed between four and six in the morning."),
          new Island(
              "Itaporã",
              "two days south of the shelf",
              1290,
              11450,
              1733,
              "The name means beautiful stone, and the stone is a single block of quartz on the northern ridge that throws a spot of light on the town at a quarter past four in March. Business stops until it has crossed the square.",
              "Carry water above six hundred metres. The springs marked on older sheets moved after the earthquake of 1902."),
          new Island(
              "Low Jurema",
              "inside the great sandbank",
              88,
              240,
              31,
              "At spring tides the island doubles. The inhabitants own the extra land in common, play football on it and hold their weddings there, quickly.",
              "Anchor only on a rising tide, and ask a child where."),
          new Island(
              "Anhumas",
              "at the meeting of two currents",
              655,
              5020,
              1204,
              "Cold water passes on the left and warm on the right, so the island grows both apples and bananas and quarrels about which belongs on the coat of arms. The present compromise shows an empty plate.",
              "Fog every morning until ten. Sound the bell; somebody will answer."),
          new Island(
              "The Sisters of Ingá",
              "three islands under one name",
              301,
              1790,
              702,
              "Two are inhabited and do not speak to each other; the third carries their letters. The postmistress knows everything and has never repeated a word, which is why she is mayor of all three.",
              "Deliver greetings from the other island even if nobody gave you any."),
          new Island(
              "Cape Taquari",
              "joined to land once a year",
              540,
              4310,
              455,
              "In the September low the sea uncovers a causeway for fifty minutes. Nobody has ever been drowned on it, but many have been forced to stay until next year, and the island is known for its good marriages.",
              "Read the tide table twice and your heart once."));

  private IslandAtlas() {}

  static String write() {
    return """
    title: Atlas of Invented Islands
    subtitle: Six charts, with notes for those who mean to land
    author: Map Room, Museu da Serra
    descr: Six islands that do not exist, surveyed with care: maps, notes on landing and a gazetteer.
    look: sky
    lang: en
    date: 2021-05-15
    collection: Museu da Serra > Cartografia > Atlas
    tags: maps, islands, atlas, imaginary, gazetteer
    cover: ISLAND 61
    ---
    # To the reader

    Every old atlas contains islands that are not there. They were drawn in good faith, from fog, from \
    whales asleep, from the wish to arrive. They stayed on the charts for centuries because it is hard \
    to prove an absence from the deck of a ship.

    This atlas takes the opposite course. Its islands were never reported by anybody. They were made by \
    rule, raised from noise as real islands are raised from fire, eroded, given rivers that know \
    which way is down, and named in the manner of the coast. We believe them to be as accurate as \
    anything that does not exist can be.

    ## How the maps were made

    + A field of random heights is stacked in five sizes, each twice as fine and half as high.
    + Everything below one level is called sea. This is the only arbitrary decision.
    + Rivers begin at springs chosen by chance and run down the steepest slope until they meet the sea.
    + Names are given last, as on every map, and mostly by people who were not asked.

    """
        + IntStream.range(0, ISLANDS.size())
            .mapToObj(IslandAtlas::sheet)
            .collect(Collectors.joining())
        + """
        # Gazetteer

        | Island | Area (km²) | People | Highest point (m) |
        """
        + ISLANDS.stream()
            .map(i -> "| " + i.name + " | " + i.area + " | " + i.people + " | " + i.peak + " |")
            .collect(Collectors.joining("\n"))
        + "\n\n@bars Highest points, in metres; "
        + ISLANDS.stream()
            .map(i -> i.name.substring(i.name.lastIndexOf(' ') + 1) + "=" + i.peak)
            .collect(Collectors.joining("; "));
  }

  private static String sheet(int i) {
    var island = ISLANDS.get(i);
    return """
    # %s

    @picture ISLAND %d 1.0 Sheet %d. %s lies %s.

    %s

    ### Notes for landing

    %s Population at the last count, %d; area, %d square kilometres; highest point, %d metres.

    """
        .formatted(
            island.name,
            61 + i,
            i + 1,
            island.name,
            island.where,
            island.story,
            island.advice,
            island.people,
            island.area,
            island.peak);
  }
}
