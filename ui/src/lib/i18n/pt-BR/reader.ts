import type { reader as en } from '../en/reader';
import type { Same } from '../shape';

export const reader: Same<typeof en> = {
  tools: 'Leitura',
  strip: 'Páginas',
  page: 'Página',
  of: 'de {total}',
  pageOf: 'Página {n} de {total}',
  previous: 'Página anterior',
  next: 'Próxima página',
  smaller: 'Menor',
  larger: 'Maior',
  fitWidth: 'Na largura da janela',
  fitPage: 'Página inteira',
  two: 'Duas páginas lado a lado',
  find: 'Procurar neste documento',
  searching: 'Procurando…',
  none: 'Nada encontrado',
  hit: '{n} de {total}',
  previousHit: 'Ocorrência anterior',
  nextHit: 'Próxima ocorrência',
  text: 'Texto da página',
  textOf: 'Texto da página {n}',
  noText: 'Esta página não tem texto que possa ser lido.',
  damaged: 'Este arquivo não pode ser aberto aqui. Em vez disso, você vê imagens das páginas.',
};
