package org.acervo.demo.art;

import java.util.List;

/** Binomials of species nobody has found yet. */
final class Latin {
  private static final List<String> PLANTS =
      List.of(
          "Serrania",
          "Auroraea",
          "Vellozera",
          "Ipomella",
          "Lumina",
          "Paepalanta",
          "Araripea",
          "Callistra",
          "Mimosella",
          "Tibouchia",
          "Caryota",
          "Jacarella",
          "Begonella",
          "Calathia",
          "Passiflorina");
  private static final List<String> ANIMALS =
      List.of(
          "Morphella",
          "Heliconira",
          "Papiliona",
          "Caligora",
          "Danaella",
          "Nymphalora",
          "Siderona",
          "Cypraella",
          "Conulina",
          "Murexia",
          "Turritina",
          "Voluta",
          "Ampullara");
  private static final List<String> TRAITS =
      List.of(
          "montana",
          "elegans",
          "azurea",
          "nebularis",
          "grandiflora",
          "rupestris",
          "aurantiaca",
          "gracilis",
          "silvatica",
          "purpurata",
          "candida",
          "australis",
          "reticulata",
          "vespertina",
          "brasiliana",
          "mirabilis",
          "caatingae",
          "stellata",
          "undulata",
          "saxatilis");

  private Latin() {}

  static String plant(Dice dice) {
    return dice.pick(PLANTS) + " " + dice.pick(TRAITS);
  }

  static String animal(Dice dice) {
    return dice.pick(ANIMALS) + " " + dice.pick(TRAITS);
  }
}
