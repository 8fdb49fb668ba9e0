package org.acervo.demo.print;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The catalogue of the exhibition of landscapes that are nowhere. */
final class Catalogue {
  private record Work(String kind, int seed, String title, String text) {}

  private static final List<Work> WORKS =
      List.of(
          new Work(
              "MOUNTAINS",
              101,
              "Primeira luz",
              "Sete planos de serra e um único gesto de claridade. O olho conta as montanhas até a quarta e depois confia. O ar entre elas é o verdadeiro assunto da imagem."),
          new Work(
              "LAKE",
              102,
              "O lago que ninguém batizou",
              "A linha da margem divide o mundo em dois, e o de baixo parece mais antigo. A ondulação desfaz primeiro o que está longe, ao contrário da memória."),
          new Work(
              "SEA",
              103,
              "Caminho de sol",
              "O reflexo aponta sempre para quem olha. Duas pessoas lado a lado veem dois caminhos, e nenhuma pode mostrar o seu à outra."),
          new Work(
              "DUNES",
              104,
              "Vento leste",
              "As cristas dizem de onde ele veio; as sombras, a que horas. A areia não guarda pegadas, guarda apenas a última conversa com o ar."),
          new Work(
              "FOREST",
              105,
              "Catedral",
              "Os troncos sobem sem pressa e a luz desce sem som. Quem entra na mata fala mais baixo, e esta imagem fala baixo."),
          new Work(
              "CERRADO",
              106,
              "Agosto amarelo",
              "O ipê floresce quando a água falta. A planície inteira parece ter sido varrida para que ele aconteça."),
          new Work(
              "CAATINGA",
              107,
              "Mandacaru",
              "A chuva, se vier, começa aqui: nas costelas verdes que a esperam o ano todo, de braços levantados."),
          new Work(
              "NIGHT",
              108,
              "Rio de cima",
              "A Via Láctea como a veem os que moram longe das cidades: um rio com ilhas, e as ilhas são de poeira."),
          new Work(
              "AURORA",
              109,
              "Cortina",
              "Nenhum céu brasileiro faz isso. A artista nunca viu uma aurora, e por essa razão a pintou com exatidão."),
          new Work(
              "CITY",
              110,
              "Dezoito e quarenta",
              "As janelas se acendem uma a uma, como pensamentos. A água repete a cidade e retira os nomes."),
          new Work(
              "MOUNTAINS",
              111,
              "Serra do meio",
              "Um cinza que não é tristeza, é distância. No primeiro plano a única certeza: árvores."),
          new Work(
              "SEA",
              112,
              "Depois da regata",
              "O barco que ficou por último tem o mar inteiro para si. É a melhor colocação."));

  private Catalogue() {}

  static String write() {
    return """
    title: Horizontes: paisagens sem lugar
    subtitle: Catálogo da exposição na Sala Norte
    author: Helena Prado (organização)
    descr: Doze paisagens inventadas, comentadas uma a uma, e um ensaio sobre o que faz um lugar parecer verdadeiro.
    look: museum
    lang: pt-BR
    date: 2024-04-06
    collection: Museu da Serra > Publicações > Catálogos
    tags: exposição, catálogo, paisagem, Sala Norte
    cover: MOUNTAINS 111
    ---
    # O lugar nenhum

    Toda paisagem é uma escolha do que deixar de fora. O pintor que monta o cavalete diante da serra \
    apaga os postes; o fotógrafo espera o caminhão passar. As imagens reunidas aqui levam o princípio ao \
    limite: deixaram de fora o próprio lugar. Não há serra nenhuma atrás delas. Há regras sobre a luz, \
    o ar e o peso das coisas, e há o acaso, que é o nome que damos às regras que não conhecemos.

    E no entanto reconhecemos. O visitante para diante de um horizonte e diz o nome de uma estrada. \
    Em seiscentas fichas deixadas na recepção, ninguém escreveu “não existe”. Escreveram “é perto da \
    casa da minha avó”, “é o que se via do internato”, “é onde eu queria que fosse”.

    ## Três regras antigas

    + O que está longe toma a cor do ar. Os pintores sabem disso há quinhentos anos, e os pilotos há cem.
    + O olho acredita no primeiro plano e imagina o resto. Por isso um galho escuro vale mais do que dez montanhas bem pintadas.
    + A luz rasante conta a hora, e a hora conta a história.

    O que a exposição propõe é simples: olhar até que o lugar apareça. Há bancos, e não há pressa.

    > Helena Prado, curadora.

    """
        + IntStream.range(0, WORKS.size()).mapToObj(Catalogue::page).collect(Collectors.joining())
        + """
        # Lista de obras

        | Título | Número | Formato |
        """
        + IntStream.range(0, WORKS.size())
            .mapToObj(i ->
                "| "
                    + WORKS.get(i).title
                    + " | "
                    + (i + 1)
                    + " | impressão sobre algodão, 60 × 90 cm |")
            .collect(Collectors.joining("\n"));
  }

  private static String page(int i) {
    var work = WORKS.get(i);
    return "# %d. %s\n\n@picture %s %d %s %s, impressão sobre algodão.\n\n%s\n\n"
        .formatted(
            i + 1,
            work.title,
            work.kind,
            work.seed,
            i % 3 == 2 ? "1.0" : "1.45",
            work.title,
            work.text);
  }
}
