package org.acervo.demo.art;

import java.util.List;

/** What is written on a poster. */
record Billing(String title, String kind, String place, String date) {
  private static final List<Billing> ALL =
      List.of(
          new Billing(
              "SERRA EM CANTO",
              "Festival de música de câmara",
              "Teatro do Museu da Serra",
              "12 a 20 de julho"),
          new Billing(
              "LUA CHEIA",
              "Mostra de cinema ao ar livre",
              "Praça da Estação",
              "toda sexta de agosto"),
          new Billing("MARÉ", "Dança contemporânea", "Galpão das Artes", "3, 4 e 5 de maio"),
          new Billing(
              "JAZZ NO JARDIM",
              "Quarteto Aurora e convidados",
              "Jardim Botânico",
              "domingo, 16 horas"),
          new Billing("BIENAL", "Do desenho à gravura", "Museu da Serra", "março a junho"),
          new Billing(
              "FORMA & COR", "Twelve lessons in seeing", "City Gallery", "open until October"),
          new Billing("RITMO", "Percussão dos quatro cantos", "Mercado Velho", "21 de setembro"),
          new Billing(
              "NIGHT SKIES",
              "Public observation evenings",
              "Observatory Hill",
              "first Saturday, 8 pm"),
          new Billing(
              "FEIRA DO LIVRO",
              "Editoras pequenas, ideias grandes",
              "Rua da Ponte",
              "7 a 9 de novembro"),
          new Billing("VENTO SUL", "Encontro de sanfona e viola", "Largo da Matriz", "30 de junho"),
          new Billing("WAVES", "A festival of electronic sound", "The Old Mill", "14 to 16 June"),
          new Billing(
              "PLANTAR", "Oficinas de horta e herbário", "Jardim Botânico", "sábados de outubro"),
          new Billing("AZUL", "Quatro séculos de azulejo", "Museu da Serra", "até 2 de fevereiro"),
          new Billing("OPEN STUDIO", "Printmakers at work", "Warehouse 7", "every Thursday"),
          new Billing("CAMINHOS", "Fotografia de estrada", "Sala Norte", "entrada franca"),
          new Billing(
              "TEATRO DE RUA",
              "Sete companhias, sete praças",
              "Centro histórico",
              "18 a 25 de abril"));

  static Billing any(Dice dice) {
    return dice.pick(ALL);
  }
}
