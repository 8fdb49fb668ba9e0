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
  TRANSIT(new Transit());

  private final Picture picture;

  Kind(Picture picture) {
    this.picture = picture;
  }

  Picture picture() {
    return picture;
  }
}
