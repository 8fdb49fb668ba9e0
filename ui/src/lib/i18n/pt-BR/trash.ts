import type { trash as en } from '../en/trash';
import type { Same } from '../shape';

export const trash: Same<typeof en> = {
  title: 'Lixeira',
  text: 'O que está aqui é removido de vez na data indicada.',
  emptyTitle: 'A lixeira está vazia',
  emptyText: 'O que você apaga espera aqui por um tempo antes de ser removido de vez.',
  restore: 'Restaurar',
  collection: 'Coleção com {items}',
  from: 'de {title}',
  was: 'Na lixeira desde {date}',
  until: 'Será removido de vez em {date}',
  restored: '“{title}” está de volta.',
  restoredIn: '“{title}” está de volta em “{where}”.',
  more: 'Mostrar mais',
  list: 'Na lixeira',
};
