package org.acervo.demo.print;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A collector's notebook: a plate, a place and a day for every plant. */
final class Herbarium {
  private record Sheet(String day, String place, String weather, String note) {}

  private static final List<Sheet> SHEETS =
      List.of(
          new Sheet(
              "3 de agosto",
              "afloramento de quartzito, 1 240 m",
              "vento forte, céu limpo",
              "Cresce na fenda da rocha, com a raiz mais comprida do que a planta. Precisei de meia hora e de um garfo. As flores fecham quando a sombra chega, e a sombra chega cedo."),
          new Sheet(
              "4 de agosto",
              "beira do córrego das Almas",
              "neblina até as dez",
              "Encontrei pelo cheiro, antes de ver. O caseiro diz que afugenta formiga; a formiga que estava em cima dela não sabia."),
          new Sheet(
              "9 de agosto",
              "cerrado aberto, km 14 da estrada velha",
              "seco, trinta e um graus",
              "Folhas cobertas de pelos brancos que viram de lado ao meio-dia. A casca é grossa como cortiça, lembrança de muitos fogos."),
          new Sheet(
              "17 de agosto",
              "mata ciliar, margem esquerda",
              "nublado",
              "Epífita, a quatro metros do chão. Subi no ombro do Bento. A flor parece desenhada por alguém que só ouviu falar de flores."),
          new Sheet(
              "2 de setembro",
              "borda da trilha do paredão",
              "primeira chuva",
              "Abriu durante a noite. Ontem não havia nada aqui, tenho o caderno por testemunha."),
          new Sheet(
              "11 de setembro",
              "campo rupestre, lado norte",
              "sol e nuvens altas",
              "Três exemplares em dez metros e nenhum outro em dez quilômetros. Não coletei; a prancha foi feita no local, de joelhos."),
          new Sheet(
              "23 de setembro",
              "vereda dos buritis",
              "calor úmido",
              "Os pés na água e a cabeça no sol. As sementes boiam e foram plantar uma segunda colônia rio abaixo."),
          new Sheet(
              "8 de outubro",
              "quintal de dona Zilda",
              "tarde de trovoada",
              "Ela chama de erva-de-visita, porque floresce quando alguém chega. Floresceu."),
          new Sheet(
              "30 de outubro",
              "mata de neblina, 1 600 m",
              "garoa fina o dia inteiro",
              "Tudo aqui é azul-esverdeado e pinga. A planta guarda água na base das folhas e, dentro da água, um sapo do tamanho de uma unha."));

  private Herbarium() {}

  static String write() {
    return """
    title: Caderno de herbário
    subtitle: Nove plantas, um inverno e um começo de chuva
    author: Iara Nogueira
    descr: Notas de coleta com pranchas desenhadas no campo, de agosto a outubro.
    look: garden
    lang: pt-BR
    date: 2022-11-05
    collection: Jardim Botânico > Guias de campo
    tags: herbário, plantas, caderno de campo, pranchas
    cover: BOTANY 40
    ---
    # Antes da primeira folha

    Herdei a prensa do meu avô: duas grades de madeira, duas correias e um maço de jornais de 1962. Ele \
    dizia que planta prensada é carta sem envelope: chega inteira, mas qualquer um lê. Este caderno junta \
    nove delas, colhidas entre o fim do inverno e as primeiras chuvas, nos arredores do museu.

    As pranchas foram desenhadas no mesmo dia da coleta, antes que a cor fugisse. À direita, a flor \
    aumentada; à esquerda, uma folha; no alto, as sementes, quando havia. Os nomes são provisórios, como \
    convém a quem ainda não foi apresentado.

    > Nenhuma planta foi arrancada se havia menos de dez.

    """
        + IntStream.range(0, SHEETS.size()).mapToObj(Herbarium::page).collect(Collectors.joining())
        + """
        # Índice de lugares

        | Lugar | Data | Tempo |
        """
        + SHEETS.stream()
            .map(s -> "| " + s.place + " | " + s.day + " | " + s.weather + " |")
            .collect(Collectors.joining("\n"));
  }

  private static String page(int i) {
    var sheet = SHEETS.get(i);
    return """
    # Folha %d

    @picture BOTANY %d 0.78 %s, %s.

    %s Tempo: %s.

    """
        .formatted(i + 1, 41 + i, sheet.place, sheet.day, sheet.note, sheet.weather);
  }
}
