package org.acervo.demo.print;

import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** A lunar almanac: the phases are computed, the advice is handed down. */
final class Almanac {
  private static final int YEAR = 2025;
  private static final double SYNODIC_MONTH = 29.530588;

  /** A new moon near the start of the year; the mean month is good to half a day from there. */
  private static final LocalDate NEW_MOON = LocalDate.of(2024, 12, 30);

  private static final Locale PORTUGUESE = Locale.of("pt", "BR");
  private static final List<String> SKIES =
      List.of(
          "O céu de janeiro pertence às trovoadas. Entre uma e outra, procure as Três Marias no alto, logo depois do jantar.",
          "Fevereiro tem as noites mais curtas de que a lua não reclama. Sírius brilha sozinha quando as nuvens abrem.",
          "Em março o dia e a noite se igualam. O Cruzeiro sobe deitado, a leste, como quem ainda não acordou.",
          "Abril limpa o ar. É o mês de ver a Via Láctea pela primeira vez no ano, sem a lua por perto.",
          "As noites de maio são frias e transparentes. O Escorpião levanta a cabeça no começo da noite.",
          "Junho traz a noite mais longa. Leve cobertor, café e uma história para os intervalos.",
          "Em julho o centro da galáxia passa a pino. Quem tem binóculo não dorme; quem não tem, empresta.",
          "Agosto venta. O pó do cerrado avermelha a lua nascente e engana os fotógrafos.",
          "Setembro devolve a igualdade entre o dia e a noite, e o cheiro da primeira chuva.",
          "Outubro é mês de nuvens altas. A lua aparece com halo, e o halo avisa da chuva.",
          "Novembro mostra as Plêiades ao anoitecer: conte quantas vê. Seis é normal, sete é sorte.",
          "Dezembro junta as festas e os temporais. A última lua do ano merece ser vista da escadaria.");
  private static final List<String> GARDEN =
      List.of(
          "Na horta, é tempo de milho verde e de cortar o capim antes que ele tenha ideias.",
          "Plante o feijão das águas na minguante, como mandava a avó, ou em qualquer dia, como manda a terra úmida.",
          "Semeie couve, alface e coentro. As lagartas também leem almanaques.",
          "Colha o alho plantado no outono passado e trance-o ainda verde.",
          "Pode as roseiras na lua minguante e as conversas compridas em qualquer uma.",
          "Proteja da geada as mudas de café com folhas de bananeira.",
          "Colha laranja e mexerica; seque as cascas para o chá de agosto.",
          "Não queime nada. Com esse vento, o fogo não obedece a ninguém.",
          "Semeie abóbora e melancia logo depois da primeira chuva de verdade.",
          "Plante milho, mandioca e paciência.",
          "Recolha sementes de ipê antes que o vento o faça por você.",
          "Colha pequi, reparta com os vizinhos e lave bem as mãos.");

  private Almanac() {}

  static String write() {
    var text =
        new StringBuilder(
            """
            title: Almanaque lunar 2025
            subtitle: As luas do ano, o céu de cada mês e o que fazer na horta
            author: Observatório da Serra
            descr: Calendário das fases da lua calculado para o ano, com notas de céu e de horta.
            look: sky
            lang: pt-BR
            date: 2024-11-30
            collection: Observatório > Almanaques
            tags: lua, almanaque, astronomia, horta, calendário
            cover: PHASES 6
            ---
            # As contas da lua

            De uma lua nova à seguinte passam, em média, vinte e nove dias, doze horas e quarenta e quatro \
            minutos. É um número incômodo: não cabe no mês nem divide o ano. Por isso os almanaques existem. \
            As datas deste foram calculadas a partir do mês médio e podem diferir em um dia das efemérides \
            oficiais, o que não fará diferença para o feijão.

            O almanaque traz, para cada mês, as quatro fases, um parágrafo de céu e outro de horta. O \
            primeiro é astronomia; o segundo é tradição, recolhida com dona Zilda Teles e anotada sem \
            garantia.

            > A lua não governa as plantas, mas governa quem planta à noite. (dito da serra)

            @picture PLANET 12 1.4 A lua de um outro mundo, onde o mês dura o que quiser.

            """);
    for (var month = 1; month <= 12; month++) {
      page(text, month);
    }
    return text.toString();
  }

  private static void page(StringBuilder text, int month) {
    var first = LocalDate.of(YEAR, month, 1);
    var name = first.getMonth().getDisplayName(TextStyle.FULL_STANDALONE, PORTUGUESE);
    text.append("# ")
        .append(name.substring(0, 1).toUpperCase(PORTUGUESE))
        .append(name.substring(1))
        .append("\n\n");
    text.append(SKIES.get(month - 1)).append("\n\n| Fase | Dia |\n");
    for (var day = first; day.getMonthValue() == month; day = day.plusDays(1)) {
      var phase = phase(day);
      if (phase != phase(day.minusDays(1))) {
        text.append("| ")
            .append(
                List.of("Lua nova", "Quarto crescente", "Lua cheia", "Quarto minguante")
                    .get(phase));
        text.append(" | ").append(day.getDayOfMonth()).append(" de ").append(name).append(" |\n");
      }
    }
    text.append("\n## Na horta\n\n")
        .append(GARDEN.get(month - 1))
        .append("\n\n@curve Parte iluminada da lua, em por cento");
    for (var day = 1; day <= first.lengthOfMonth(); day += 4) {
      var lit = (1 - Math.cos(age(first.withDayOfMonth(day)) / SYNODIC_MONTH * 2 * Math.PI)) / 2;
      text.append("; ").append(day).append('=').append(Math.round(lit * 100));
    }
    text.append("\n\n");
  }

  private static double age(LocalDate day) {
    var days = ChronoUnit.DAYS.between(NEW_MOON, day) % SYNODIC_MONTH;
    return days < 0 ? days + SYNODIC_MONTH : days;
  }

  private static int phase(LocalDate day) {
    return (int) (age(day) / SYNODIC_MONTH * 4);
  }
}
