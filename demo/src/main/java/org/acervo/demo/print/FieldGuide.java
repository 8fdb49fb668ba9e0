package org.acervo.demo.print;

import java.util.List;
import java.util.stream.Collectors;

/** A field guide to the birds of a reserve that does not exist: one page for each species. */
final class FieldGuide {
  private record Bird(
      String name,
      String latin,
      int length,
      int weight,
      String plumage,
      String song,
      Habitat habitat,
      String food,
      String habit,
      String status) {}

  private enum Habitat {
    MATA(
        "mata",
        "vive no interior da mata úmida, quase sempre à sombra e a menos de seis metros do chão"),
    BORDA(
        "borda",
        "frequenta a borda da mata e os quintais com fruteiras, onde se deixa ver de manhã cedo"),
    CAMPO("campo", "prefere os campos abertos do alto da chapada e pousa em mourões e cupinzeiros"),
    BREJO("brejo", "acompanha as veredas e os brejos, entre buritis e capim alto"),
    ROCHA("paredão", "faz dos paredões de arenito a sua casa e raramente desce ao vale");

    private final String label;
    private final String where;

    Habitat(String label, String where) {
      this.label = label;
      this.where = where;
    }
  }

  private static final List<Bird> BIRDS =
      Shelf.read("birds").lines().map(FieldGuide::bird).toList();

  private FieldGuide() {}

  /** A line of the list: name, Latin, cm, g, habitat, plumage, song, food, habit, status. */
  private static Bird bird(String line) {
    var f = line.split(" \\| ", -1);
    return new Bird(
        f[0],
        f[1],
        Integer.parseInt(f[2]),
        Integer.parseInt(f[3]),
        f[5],
        f[6],
        Habitat.valueOf(f[4]),
        f[7],
        f[8],
        f[9]);
  }

  static String write() {
    return """
    title: Guia de aves do Boqueirão das Araras
    subtitle: Vinte e duas espécies da reserva, com onde, quando e como vê-las
    author: Jardim Botânico da Serra
    descr: Guia de campo ilustrado: identificação, voz, ambiente e costumes das aves da reserva.
    look: garden
    lang: pt-BR
    date: 2023-09-21
    collection: Jardim Botânico > Guias de campo
    tags: aves, guia de campo, natureza, reserva
    cover: BIRD 3
    ---
    # Como usar este guia

    A reserva do Boqueirão das Araras protege quatro mil hectares de mata, campo, vereda e paredão. Em \
    doze anos de caminhadas foram anotadas cento e noventa aves; as vinte e duas deste guia são as que o \
    visitante tem boa chance de encontrar em uma manhã, mais três que ele não verá, mas gostará de saber \
    que existem.

    Comece pelo ambiente. Pergunte-se onde está antes de perguntar o que viu: metade das dúvidas se \
    resolve assim. Depois vem o tamanho, comparado ao de aves conhecidas, e só então as cores, que a \
    contraluz da manhã costuma inventar. As pranchas são do ateliê de gravura: o gesto é da ave, as \
    cores são do gravador; na dúvida, confie no texto.

    - Ande devagar e pare mais do que anda.
    - Deixe o canto chegar até você; não use gravações para atrair as aves.
    - Anote hora, lugar e tempo. Um caderno molhado vale mais do que um seco e vazio.

    ## Ambientes

    """
        + habitats()
        + "\n\n## Aves por ambiente\n\n@bars Espécies deste guia em cada ambiente; "
        + counts()
        + "\n\n"
        + BIRDS.stream().map(FieldGuide::page).collect(Collectors.joining())
        + "# Lista para marcar\n\n| Espécie | Mês | Lugar |\n"
        + BIRDS.stream()
            .map(b -> "| " + b.name + " | ____ | ____ |")
            .collect(Collectors.joining("\n"));
  }

  private static String habitats() {
    return java.util.Arrays.stream(Habitat.values())
        .map(h ->
            "- "
                + h.label.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                + h.label.substring(1)
                + ": a ave típica "
                + h.where
                + ".")
        .collect(Collectors.joining("\n"));
  }

  private static String counts() {
    return java.util.Arrays.stream(Habitat.values())
        .map(h -> h.label + "=" + BIRDS.stream().filter(b -> b.habitat == h).count())
        .collect(Collectors.joining("; "));
  }

  private static String page(Bird b) {
    var seed = BIRDS.indexOf(b) + 1;
    return """
    # %s

    @picture BIRD %d 1.6 %s. Prancha do Jardim Botânico.

    Mede cerca de %d centímetros e pesa em torno de %d gramas. A plumagem é %s. No campo, %s.

    A voz é %s. %s. Alimenta-se de %s, %s.

    | Ficha | Dado |
    | Ambiente | %s |
    | Situação na reserva | %s |

    """
        .formatted(
            b.name,
            seed,
            b.latin,
            b.length,
            b.weight,
            b.plumage,
            b.habitat.where,
            b.song,
            b.habit,
            b.food,
            b.weight > 250
                ? "em porções que impressionam quem a observa pela primeira vez"
                : "que procura com método e sem descanso",
            b.habitat.label,
            b.status);
  }
}
