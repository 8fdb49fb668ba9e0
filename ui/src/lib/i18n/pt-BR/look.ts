import type { look as en } from '../en/look';
import type { Same } from '../shape';

export const look: Same<typeof en> = {
  as: 'Olhar como esta pessoa',
  banner: 'Você vê o acervo como {name}. Nada pode ser mudado.',
  stop: 'Parar de olhar',
  closed: 'Não enquanto você olha como outra pessoa',
  closedHint: 'Esta página muda coisas. Pare de olhar para voltar a ela.',
};
