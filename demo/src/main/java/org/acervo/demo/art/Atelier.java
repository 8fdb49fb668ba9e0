package org.acervo.demo.art;

import java.awt.image.BufferedImage;

/** Draws pictures to order; safe for any number of threads, each holding one sheet in memory. */
public final class Atelier {
  private Atelier() {}

  /** The bytes of a picture file; the same order always gives the same bytes. */
  public static byte[] draw(Kind kind, long seed, int width, int height, Format format) {
    return format.encode(image(kind, seed, width, height));
  }

  static BufferedImage image(Kind kind, long seed, int width, int height) {
    var clear = kind == Kind.SPECIMEN;
    var type = clear ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    try (var canvas = new Canvas(width, height, type)) {
      picture(kind).paint(canvas, new Dice(seed * 1009 + kind.name().hashCode()));
      return canvas.image;
    }
  }

  private static Picture picture(Kind kind) {
    return switch (kind) {
      case MOUNTAINS -> new Mountains(false);
      case LAKE -> new Mountains(true);
      case SEA -> new Sea();
      case DUNES -> new Dunes();
      case FOREST -> new Forest();
      case NIGHT -> new Night(false);
      case AURORA -> new Night(true);
      case CITY -> new City();
      case CERRADO -> new Savanna(false);
      case CAATINGA -> new Savanna(true);
      case ISLAND -> new IslandMap();
      case TOWN -> new CityMap();
      case CHART -> new Chart();
      case TRANSIT -> new Transit();
      case BAUHAUS -> new Bauhaus();
      case TROPICAL -> new Tropical();
      case POEM -> new ConcretePoem();
      case SWISS -> new Swiss();
      case TILES -> new Tiles();
      case PAVEMENT -> new Stones(Stones.Surface.PAVEMENT);
      case TERRAZZO -> new Stones(Stones.Surface.TERRAZZO);
      case GLASS -> new Stones(Stones.Surface.GLASS);
      case MARBLE -> new Grain(Grain.Stuff.MARBLE);
      case WOOD -> new Grain(Grain.Stuff.WOOD);
      case WEAVE -> new Grain(Grain.Stuff.WEAVE);
      case TURING -> new Grain(Grain.Stuff.TURING);
      case BOTANY -> new Botany();
      case BUTTERFLIES -> new Butterflies();
      case SPECIMEN -> new Specimen();
      case SHELLS -> new Shells();
      case BIRD -> new Birds();
      case PLANET -> new Heavens(Heavens.Subject.PLANET);
      case STAR_CHART -> new Heavens(Heavens.Subject.STAR_CHART);
      case PHASES -> new Heavens(Heavens.Subject.PHASES);
      case ORBITS -> new Heavens(Heavens.Subject.ORBITS);
      case FLOW -> new Abstract(Abstract.Manner.FLOW);
      case FIELDS -> new Abstract(Abstract.Manner.FIELDS);
      case CONCRETE -> new Abstract(Abstract.Manner.CONCRETE);
      case WASHES -> new Abstract(Abstract.Manner.WASHES);
      case TRUCHET -> new Abstract(Abstract.Manner.TRUCHET);
      case PEBBLES -> new Abstract(Abstract.Manner.PEBBLES);
      case ATTRACTOR -> new Science(Science.Figure.ATTRACTOR);
      case WAVES -> new Science(Science.Figure.WAVES);
      case STRATA -> new Science(Science.Figure.STRATA);
      case TRACES -> new Science(Science.Figure.TRACES);
      case TREE -> new Science(Science.Figure.TREE);
    };
  }
}
