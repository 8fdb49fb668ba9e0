import type { viewer as en } from '../en/viewer';
import type { Same } from '../shape';

export const viewer: Same<typeof en> = {
  back: 'Voltar à coleção',
  previous: 'Anterior',
  next: 'Próximo',
  of: '{n} de {total}',
  read: { one: 'Ler {n} página', many: 'Ler {n} de páginas', other: 'Ler {n} páginas' },
  fit: 'Ajustar à janela',
  actual: 'Tamanho real',
  play: 'Iniciar a apresentação',
  pause: 'Parar a apresentação',
  unreachable: 'Não foi possível buscar a imagem.',
  cannotDraw: 'O arquivo está guardado em segurança, mas não pode ser mostrado.',
};
