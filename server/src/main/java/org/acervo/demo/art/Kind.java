package org.acervo.demo.art;

/** Every kind of picture that can be ordered from the {@link Atelier}. */
public enum Kind {
  MOUNTAINS(new Mountains(false)),
  LAKE(new Mountains(true)),
  SEA(new Sea()),
  DUNES(new Dunes()),
  FOREST(new Forest()),
  NIGHT(new Night(false)),
  AURORA(new Night(true)),
  CITY(new City()),
  CERRADO(new Savanna(false)),
  CAATINGA(new Savanna(true)),
  ISLAND(new IslandMap()),
  TOWN(new CityMap()),
  CHART(new Chart()),
  TRANSIT(new Transit()),
  BAUHAUS(new Bauhaus()),
  TROPICAL(new Tropical()),
  POEM(new ConcretePoem()),
  SWISS(new Swiss()),
  TILES(new Tiles()),
  PAVEMENT(new Stones(Stones.Surface.PAVEMENT)),
  TERRAZZO(new Stones(Stones.Surface.TERRAZZO)),
  GLASS(new Stones(Stones.Surface.GLASS)),
  MARBLE(new Grain(Grain.Stuff.MARBLE)),
  WOOD(new Grain(Grain.Stuff.WOOD)),
  WEAVE(new Grain(Grain.Stuff.WEAVE)),
  TURING(new Grain(Grain.Stuff.TURING)),
  BOTANY(new Botany()),
  BUTTERFLIES(new Butterflies()),
  SHELLS(new Shells()),
  BIRD(new Birds()),
  PLANET(new Heavens(Heavens.Subject.PLANET)),
  STAR_CHART(new Heavens(Heavens.Subject.STAR_CHART)),
  PHASES(new Heavens(Heavens.Subject.PHASES)),
  ORBITS(new Heavens(Heavens.Subject.ORBITS)),
  FLOW(new Abstract(Abstract.Manner.FLOW)),
  FIELDS(new Abstract(Abstract.Manner.FIELDS)),
  CONCRETE(new Abstract(Abstract.Manner.CONCRETE)),
  WASHES(new Abstract(Abstract.Manner.WASHES)),
  TRUCHET(new Abstract(Abstract.Manner.TRUCHET)),
  PEBBLES(new Abstract(Abstract.Manner.PEBBLES)),
  ATTRACTOR(new Science(Science.Figure.ATTRACTOR)),
  WAVES(new Science(Science.Figure.WAVES)),
  STRATA(new Science(Science.Figure.STRATA)),
  TRACES(new Science(Science.Figure.TRACES)),
  TREE(new Science(Science.Figure.TREE));

  private final Picture picture;

  Kind(Picture picture) {
    this.picture = picture;
  }

  Picture picture() {
    return picture;
  }
}
