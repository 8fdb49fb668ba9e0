import type { signin as en } from '../en/signin';
import type { Same } from '../shape';

export const signin: Same<typeof en> = {
  title: 'Entrar',
  first: 'Entre para continuar; depois você vai direto para a página que queria ver.',
  login: 'Usuário',
  password: 'Senha',
  loginMissing: 'Escreva o seu nome de usuário.',
  passwordMissing: 'Escreva a sua senha.',
  go: 'Entrar',
  wrong: 'Usuário ou senha incorretos. Confira os dois e tente de novo.',
  tooMany: 'Foram muitas tentativas em pouco tempo. Por segurança, espere um pouco e tente de novo.',
  wait: {
    one: 'Tente de novo em {n} segundo',
    many: 'Tente de novo em {n} de segundos',
    other: 'Tente de novo em {n} segundos',
  },
  help: 'Esqueceu a senha? Quem administra este acervo pode criar uma nova.',
};
