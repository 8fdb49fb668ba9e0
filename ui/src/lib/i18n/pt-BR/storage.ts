import type { storage as en } from '../en/storage';
import type { Same } from '../shape';

export const storage: Same<typeof en> = {
  title: 'Armazenamento',
  hint: 'Cada original é conferido na saída. O que está danificado não é entregue até ser consertado.',
  closed: 'Só para quem administra',
  closedHint: 'Quem pode configurar o sistema vê como os originais estão guardados.',
  kept: 'Guardado',
  mode: { inline: 'Em um documento', gridfs: 'Em partes', missing: 'Ausente' },
  files: { one: '{n} arquivo, {bytes}', other: '{n} arquivos, {bytes}' },
  damaged: 'Danificado',
  none: 'Nenhum dano conhecido.',
  some: { one: '{n} arquivo está danificado ou ausente.', other: '{n} arquivos estão danificados ou ausentes.' },
  advice: 'Envie o mesmo arquivo de novo, para a mesma coleção: ele é consertado onde está. Ou recupere o banco de dados de uma cópia de segurança e execute “acervo verify”.',
  item: 'Item',
  collection: 'Coleção',
  size: 'Tamanho',
  found: 'Encontrado',
  missing: 'ausente',
  trashed: 'na lixeira',
  noItem: 'Nenhum item o usa mais',
  verified: 'Última verificação',
  never: 'Nenhuma ainda. Ela lê todos os arquivos de volta, como “acervo verify”.',
  verify: 'Verificar agora',
  result: '{at}. Arquivos lidos: {files}; danificados: {damaged}; ausentes: {missing}.',
};
