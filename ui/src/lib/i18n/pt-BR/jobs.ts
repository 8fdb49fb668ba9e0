import type { jobs as en } from '../en/jobs';
import type { Same } from '../shape';

export const jobs: Same<typeof en> = {
  title: 'Trabalhos em segundo plano',
  hint: 'Trabalhos que a biblioteca faz sozinha ou que alguém pediu. Um único nó faz cada um; o que falha é tentado de novo, com pausas cada vez maiores.',
  closed: 'Só para quem administra',
  closedHint: 'Quem pode configurar o sistema vê o que roda em segundo plano.',
  asked: 'Pedidos',
  chores: 'Voltam sozinhos',
  kind: {
    'tidy-rights': { title: 'Arrumar sessões e permissões', hint: 'Remove sessões encerradas e mudanças de permissões que nunca se completaram.' },
    'settle-moves': { title: 'Completar mudanças de lugar', hint: 'Completa mudanças de lugar e de nome que foram interrompidas.' },
    'empty-trash': { title: 'Esvaziar a lixeira', hint: 'Remove de vez o que já ficou na lixeira o seu tempo.' },
    'sweep-storage': { title: 'Varrer o armazenamento', hint: 'Remove bytes guardados que nada usa mais.' },
    'recount-collections': { title: 'Recontar coleções', hint: 'Compara os contadores das coleções com o que elas contêm.' },
    'forget-jobs': { title: 'Esquecer trabalhos antigos', hint: 'Tira desta página o que terminou há 30 dias.' },
    'verify-storage': { title: 'Verificar o armazenamento', hint: 'Lê de volta cada arquivo guardado e o compara com seu hash.' },
  },
  state: {
    waiting: 'Espera; começa em {at} ou pouco depois.',
    running: 'Rodando desde {at} em {node}.',
    cancelling: 'Está sendo interrompido.',
    failed: 'Abandonado em {at}.',
    done: 'Concluído em {at}.',
    cancelled: 'Interrompido em {at}.',
  },
  progress: '{done} de {total}',
  error: { one: 'A tentativa falhou: {error}', other: '{n} tentativas falharam; a última assim: {error}' },
  askedBy: 'Pedido por {login}.',
  cancel: 'Parar',
  cancelOf: 'Parar: {title}',
  again: 'Tentar de novo',
  now: 'Fazer agora',
  nowOf: 'Fazer agora: {title}',
};
