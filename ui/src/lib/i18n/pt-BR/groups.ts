import type { groups as en } from '../en/groups';
import type { Same } from '../shape';

export const groups: Same<typeof en> = {
  title: 'Grupos',
  add: 'Novo grupo',
  make: 'Criar grupo',
  none: 'Ainda não há grupos',
  noneHint: 'Um grupo dá as mesmas permissões a várias pessoas: uma turma, uma equipe, a diretoria.',
  name: 'Nome',
  nameMissing: 'Escreva um nome.',
  taken: 'Já existe um grupo com este nome.',
  descr: 'Descrição',
  about: 'Sobre o grupo',
  members: 'Integrantes',
  noMembers: 'Ninguém faz parte deste grupo ainda.',
  addMember: 'Incluir uma pessoa',
  takeOut: 'Tirar {name} do grupo',
  saved: 'O grupo “{name}” foi mudado.',
  removeMore: 'Remover o grupo…',
  removeTitle: 'Remover o grupo “{name}”?',
  removeText: 'Quem faz parte dele perde na hora todas as permissões que vinham do grupo. Isto não pode ser desfeito.',
  removed: 'O grupo “{name}” foi removido.',
};
