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
  TURING(new Grain(Grain.Stuff.TURING));

  private final Picture picture;

  Kind(Picture picture) {
    this.picture = picture;
  }

  Picture picture() {
    return picture;
  }
}
