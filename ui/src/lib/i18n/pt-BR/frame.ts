import type { frame as en } from '../en/frame';
import type { Same } from '../shape';

export const frame: Same<typeof en> = {
  skip: 'Ir para o conteúdo',
  library: 'Acervo',
};
