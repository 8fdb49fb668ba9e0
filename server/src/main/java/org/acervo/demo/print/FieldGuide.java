package org.acervo.demo.print;

import java.util.List;
import java.util.stream.Collectors;

/** A field guide to the birds of a reserve that does not exist: one page for each species. */
final class FieldGuide {
  private record Bird(
      String name, String latin, int length, int weight, String plumage, String song, Habitat habitat, String food,
      String habit, String status) {}

  private enum Habitat {
    MATA("mata", "vive no interior da mata úmida, quase sempre à sombra e a menos de seis metros do chão"),
    BORDA("borda", "frequenta a borda da mata e os quintais com fruteiras, onde se deixa ver de manhã cedo"),
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
      List.of(
          bird("Saíra-do-boqueirão", "Tangarella boquerona", 13, 19, "verde-azulada, com a nuca cor de cobre e um fino colar amarelo", "um chiado agudo, repetido três vezes, que lembra vidro riscado", Habitat.MATA, "frutos pequenos e aranhas", "Anda em bandos mistos e é quase sempre a primeira a chegar à fruteira", "comum"),
          bird("Sanhaço-da-neblina", "Thraupina nebularis", 17, 34, "cinza-azulada, mais clara no peito, com as asas cor de ardósia", "assobios fracos que descem e terminam em dúvida", Habitat.BORDA, "mamão, caqui e flores de ipê", "Banha-se na neblina, abrindo as asas contra as folhas molhadas", "comum"),
          bird("Tapaculo-sineiro", "Scytalopina campana", 11, 15, "cinza-escura, com o ventre barrado de ferrugem", "uma nota limpa de sino, a cada quatro segundos, por vinte minutos", Habitat.MATA, "insetos do folhiço", "Corre como um rato entre raízes e só voa quando não há outro jeito", "incomum"),
          bird("Beija-flor-de-quartzo", "Colibrella quartzi", 9, 4, "verde metálica, com a garganta que muda do rosa ao branco conforme a luz", "um tique seco, ouvido quando defende flores", Habitat.ROCHA, "néctar de canelas-de-ema e pequenos mosquitos", "Paira diante das fendas do arenito, onde tece o ninho com teias e líquen", "endêmico"),
          bird("Gavião-da-tarde", "Buteola vespertina", 38, 320, "parda por cima e canela por baixo, com duas faixas brancas na cauda", "um grito longo e triste que a serra devolve", Habitat.CAMPO, "lagartos, ratos e gafanhotos", "Caça nas últimas duas horas do dia, com o sol nas costas", "regular"),
          bird("Arara-do-arenito", "Anodora saxatilis", 62, 690, "azul-profunda, com a face amarela e a cauda tão longa quanto o corpo", "conversas roucas, em casal, ouvidas a dois quilômetros", Habitat.ROCHA, "cocos de licuri", "Dorme em fendas do paredão e voa ao amanhecer na mesma rota há gerações", "ameaçada"),
          bird("Curiango-lunar", "Nyctidroma lunata", 25, 58, "cor de folha seca, com um crescente branco na garganta", "um “ku-li-ango” suave, mais insistente na lua cheia", Habitat.BORDA, "mariposas e besouros", "Pousa no meio da estrada e confia na própria cor até o último instante", "comum"),
          bird("Saracura-do-buriti", "Aramidella mauritiae", 33, 410, "oliva, com o pescoço cinza e as pernas cor de coral", "um dueto que começa devagar e termina em gargalhada", Habitat.BREJO, "caracóis, frutos de buriti e girinos", "Atravessa a vereda com passos medidos, erguendo a cauda a cada três", "comum"),
          bird("Papa-moscas-do-cupim", "Elaenora termitum", 15, 21, "marrom, com um topete ruivo que só levanta quando contrariada", "um assobio curto, seguido de estalos de bico", Habitat.CAMPO, "cupins em revoada", "Escolhe um cupinzeiro por temporada e volta a ele depois de cada voo", "comum"),
          bird("Tangará-de-manto", "Chiroxipha palliata", 14, 17, "negra, com manto azul-celeste e coroa escarlate nos machos", "um coro de miados que acompanha a dança", Habitat.MATA, "bagas de melastomatáceas", "Três machos dançam em roda diante de uma fêmea que finge não ver", "regular"),
          bird("Garrincha-do-relógio", "Troglodina horologii", 12, 12, "castanha, de sobrancelha clara e cauda sempre erguida", "uma torrente de notas, pontual ao nascer do sol", Habitat.BORDA, "aranhas e lagartas", "Faz ninho em caixas de correio, botas e, desde 1974, atrás do relógio do museu", "comum"),
          bird("Codorna-da-chapada", "Nothurella plana", 24, 230, "estriada de creme e castanho, invisível quando parada", "três apitos, cada um mais grave que o anterior", Habitat.CAMPO, "sementes de capim", "Prefere andar a voar e para de repente, como quem esqueceu alguma coisa", "em declínio"),
          bird("Martim-da-vereda", "Chloroceryx palustris", 20, 45, "verde-escura, com peito ferrugem e colar branco", "uma matraca seca, em voo rasante", Habitat.BREJO, "lambaris e libélulas", "Mergulha sempre do mesmo galho, que acaba polido pelos pés", "regular"),
          bird("Andorinhão-do-paredão", "Streptoprora rupestris", 19, 88, "fuliginosa, com asas em foice", "um zumbido de seda rasgada quando o bando mergulha", Habitat.ROCHA, "plâncton aéreo", "Passa dez meses sem pousar e volta ao mesmo buraco no dia da primeira trovoada", "sazonal"),
          bird("Jacu-da-serra", "Penelopina serrana", 71, 1150, "bronze-escura, com barbela vermelha", "um tamborilar de asas antes da aurora", Habitat.MATA, "frutos de palmito e folhas novas", "Planta a floresta que come: quase tudo o que engole brota depois", "ameaçado"),
          bird("Pica-pau-de-brasa", "Campephilina ignea", 30, 180, "preta e creme, com a cabeça inteira em vermelho-fogo", "duas pancadas fortes, e silêncio", Habitat.MATA, "larvas de besouro", "Abre janelas retangulares em troncos mortos, depois alugadas por corujas", "incomum"),
          bird("Caminheiro-das-cinzas", "Anthora cinerea", 14, 18, "cor de palha, com o peito finamente riscado", "uma escada de notas que cai com a ave, do alto até o chão", Habitat.CAMPO, "insetos de solo queimado", "Aparece no dia seguinte ao fogo e some com o capim novo", "sazonal"),
          bird("Socó-das-almas", "Tigrisola animarum", 66, 820, "barrada de ocre e preto como tronco de buriti", "um mugido grave, à noite, responsável por várias lendas", Habitat.BREJO, "peixes e rãs", "Imóvel por meia hora, depois rápida como um susto", "raro"),
          bird("Saíra-sete-tintas", "Tangarella picta", 13, 18, "um arco-íris inteiro em treze centímetros", "um “tsi” fino e incessante", Habitat.BORDA, "goiaba, néctar e pulgões", "Visita o comedouro da sede às nove e às quinze, com tolerância de cinco minutos", "comum"),
          bird("Coruja-de-lenço", "Pulsatrixa velata", 44, 600, "castanha, com disco facial branco, como quem usa lenço", "um ritmo surdo que acelera, igual a uma chapa sacudida", Habitat.MATA, "gambás pequenos e morcegos", "Pousa sempre de frente para a trilha e nunca é ela que vai embora", "regular"),
          bird("Seriema-do-sino", "Cariama sonora", 80, 1900, "cinza-areia, de pernas longas e cílios de artista", "uma risada em cascata que se ouve da cidade", Habitat.CAMPO, "cobras, roedores e ovos", "Bate a presa contra a pedra e guarda a pedra preferida", "comum"),
          bird("Gralha-do-pinhão", "Cyanocora pinea", 38, 270, "azul com capuz negro", "um vocabulário de quatorze vozes, duas delas imitadas do caseiro", Habitat.BORDA, "pinhões, ovos e o que houver", "Esconde pinhões para o inverno e esquece um em cada cinco; por isso há araucárias", "comum"));

  private FieldGuide() {}

  private static Bird bird(
      String name, String latin, int length, int weight, String plumage, String song, Habitat habitat,
      String food, String habit, String status) {
    return new Bird(name, latin, length, weight, plumage, song, habitat, food, habit, status);
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
        contraluz da manhã costuma inventar.

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
        + BIRDS.stream().map(b -> "| " + b.name + " | ____ | ____ |").collect(Collectors.joining("\n"));
  }

  private static String habitats() {
    return java.util.Arrays.stream(Habitat.values())
        .map(h -> "- " + h.label.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + h.label.substring(1) + ": a ave típica " + h.where + ".")
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

        @picture BIRD %d 1.45 %s. Prancha do Jardim Botânico.

        Mede cerca de %d centímetros e pesa em torno de %d gramas. A plumagem é %s. No campo, %s.

        A voz é %s. %s. Alimenta-se de %s, %s.

        | Ficha | Dado |
        | Comprimento | %d cm |
        | Peso | %d g |
        | Ambiente | %s |
        | Situação na reserva | %s |

        """
        .formatted(
            b.name, seed, b.latin, b.length, b.weight, b.plumage, b.habitat.where, b.song, b.habit, b.food,
            b.weight > 250 ? "em porções que impressionam quem a observa pela primeira vez" : "que procura com método e sem descanso",
            b.length, b.weight, b.habitat.label, b.status);
  }
}
