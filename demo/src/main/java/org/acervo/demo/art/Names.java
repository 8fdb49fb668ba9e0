package org.acervo.demo.art;

import java.util.List;

/** Invented names that sound as if they had always been on the map. */
final class Names {
  private static final List<String> ROOTS =
      List.of(
          "Itaporã",
          "Guarani",
          "Jurema",
          "Aracê",
          "Paranã",
          "Ubirajá",
          "Maruim",
          "Tijupá",
          "Caraíva",
          "Ibirá",
          "Sapucaí",
          "Aratama",
          "Jaciara",
          "Piraí",
          "Mucugá",
          "Anhumas",
          "Iraí",
          "Taquari",
          "Curuçá",
          "Ipuã",
          "Guaraúna",
          "Tapirapé",
          "Jatobá",
          "Cambuci",
          "Ingá",
          "Araçá",
          "Sucuri");
  private static final List<String> SAINTS =
      List.of(
          "São Bento",
          "Santa Luzia",
          "São Tomé",
          "Santana",
          "São Gil",
          "Santa Clara",
          "São Caetano",
          "Santa Inês",
          "São Roque",
          "Bom Jesus");
  private static final List<String> LAND =
      List.of(
          "Barra", "Porto", "Vila", "Ponta", "Lagoa", "Campo", "Córrego", "Várzea", "Enseada",
          "Poço");
  private static final List<String> HIGH =
      List.of("Pico", "Morro", "Serra", "Pedra", "Alto", "Chapada");
  private static final List<String> TRAITS =
      List.of(
          "Azul",
          "do Vento",
          "da Onça",
          "das Almas",
          "do Sino",
          "da Neblina",
          "do Meio",
          "das Garças",
          "do Ouro",
          "da Lua",
          "do Gavião",
          "da Saudade");

  private Names() {}

  static String place(Dice dice) {
    return dice.pick(dice.chance(0.6) ? ROOTS : SAINTS);
  }

  static String town(Dice dice) {
    return dice.chance(0.45)
        ? place(dice)
        : dice.pick(LAND) + " " + dice.pick(List.of("d'Água", "Nova", "Velha", "Grande", "Funda"));
  }

  static String peak(Dice dice) {
    return dice.pick(HIGH) + " " + dice.pick(TRAITS);
  }

  static String street(Dice dice) {
    return dice.pick(List.of("Rua", "Rua", "Av.", "Ladeira", "Travessa"))
        + " "
        + dice.pick(
            List.of(
                "das Flores",
                "do Sol",
                "da Aurora",
                "dos Ipês",
                "da Matriz",
                "do Comércio",
                "da Ponte",
                "das Artes",
                "do Mercado",
                "da Estação",
                "dos Tecelões",
                "do Farol"));
  }
}
