import type { guest as en } from '../en/guest';
import type { Same } from '../shape';

export const guest: Same<typeof en> = {
  shared: 'Compartilhado com você',
  until: 'Aberto até {date}',
  signIn: 'Entrar',
  more: 'Mais',
  leave: 'Fechar neste aparelho',
  left: 'Você fechou o que foi compartilhado. Para voltar, abra o endereço de novo.',
  locked: 'Isto está protegido',
  lockedText: 'Digite a senha que você recebeu com o endereço.',
  password: 'Senha',
  passwordMissing: 'Digite a senha.',
  passwordWrong: 'A senha não é esta.',
  tooMany: 'Tentativas demais em pouco tempo. Espere um instante.',
  wait: { one: 'Tente de novo em {n} segundo', many: 'Tente de novo em {n} de segundos', other: 'Tente de novo em {n} segundos' },
  limited: 'Este link pode ser aberto um número limitado de vezes. Abri-lo agora conta como uma.',
  go: 'Abrir',
  gone: 'Este link não abre nada',
  goneText: 'Ele pode ter terminado, se esgotado ou sido revogado, ou o endereço está incompleto. Peça um novo a quem lhe enviou.',
  signedIn: 'Você entrou como {name}',
  own: 'Abrir no acervo',
};
