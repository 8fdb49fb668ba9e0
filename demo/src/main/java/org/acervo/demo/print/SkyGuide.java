package org.acervo.demo.print;

import java.util.List;
import java.util.stream.Collectors;

/** An observing guide to constellations told in the highlands. */
final class SkyGuide {
  private record Figure(
      String name, String gloss, String season, int stars, String story, String find) {}

  private static final List<Figure> FIGURES =
      List.of(
          new Figure(
              "Ema",
              "the Rhea",
              "June",
              9,
              "The great bird eats the eggs of the night one by one; when the last is gone, it is morning. Farmers who rise early claim to have seen it swallow.",
              "Look for the dark cloud beside the brightest cross. The figure is made of what is missing, not of stars."),
          new Figure(
              "Jangada",
              "the Raft",
              "December",
              6,
              "Three stars for the planks and three for the sail. Fishermen take it as a promise that whoever went out will be seen again, at least from below.",
              "Follow the line of the Three Marys to the south-east for twice the width of a hand."),
          new Figure(
              "Violeiro",
              "the Guitar Player",
              "August",
              11,
              "He plays with his back to us because the song is for somebody on the other side. On windy nights people hear the lower strings.",
              "Straight overhead at nine in the evening; the body of the instrument is a small kite of equal stars."),
          new Figure(
              "Rede",
              "the Hammock",
              "March",
              8,
              "Two trees of four stars each, and between them a faint curve that only rested eyes can see. Children are told to count it until they sleep, and nobody has reached the end.",
              "Let your eyes adapt for fifteen minutes and look slightly beside it."),
          new Figure(
              "Tear",
              "the Loom",
              "July",
              12,
              "The weaver went to fetch water and did not return. The thread she left, says the story, is the Milky Way.",
              "Six pairs of stars in two parallel rows, high in the north."),
          new Figure(
              "Lamparina",
              "the Oil Lamp",
              "October",
              5,
              "It is the only figure that is easier to see with the moon, because the moon, they say, is what it lights.",
              "One orange star above four blue ones, above the western ridge after sunset."));

  private SkyGuide() {}

  static String write() {
    return """
    title: Six Figures for a Clear Night
    subtitle: An observing guide to constellations of the highlands
    author: Observatory Hill, public programme
    descr: Six local constellations with stories, seasons and how to find them, and a page on dark skies.
    look: sky
    lang: en
    date: 2023-06-10
    collection: Observatório > Almanaques
    tags: stars, constellations, guide, night sky
    cover: STAR_CHART 5
    ---
    # Before you go out

    The sky above the observatory is dark enough to read by: not letters, but distances. You need warm \
    clothes, a red torch, something to sit on and twenty minutes of patience while your eyes open. A \
    telescope is not necessary and for the first evening it is not even helpful.

    - Choose a night within five days of the new moon.
    - Switch your phone to red or, better, off.
    - Learn one figure a night. In a week you will own a season.

    @picture NIGHT 31 1.5 The view south from Observatory Hill, an hour after dusk.

    """
        + FIGURES.stream().map(SkyGuide::page).collect(Collectors.joining())
        + """
        # A word about the dark

        Between 2014 and 2023 the sky over the town became brighter every year, until the street lamps were \
        exchanged for shielded ones. The change is visible to everybody: on the first night the Milky Way \
        reached the roofs again, and the observatory received forty telephone calls asking about the cloud.

        @curve Stars counted in the bowl of the Raft by school groups; 2014=14; 2016=12; 2018=9; 2020=8; 2021=8; 2022=17; 2023=21

        | Figure | Best month | Stars |
        """
        + FIGURES.stream()
            .map(f -> "| " + f.name + ", " + f.gloss + " | " + f.season + " | " + f.stars + " |")
            .collect(Collectors.joining("\n"));
  }

  private static String page(Figure f) {
    return """
    # %s, %s

    %s

    ## How to find it

    %s The figure has %d stars that can be seen without help and stands highest in %s.

    @picture STAR_CHART %d 1.3 The chart shows the neighbourhood of %s; north is up.

    """
        .formatted(f.name, f.gloss, f.story, f.find, f.stars, f.season, 20 + f.stars, f.name);
  }
}
