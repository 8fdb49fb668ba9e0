import type { setup as en } from '../en/setup';
import type { Same } from '../shape';

export const setup: Same<typeof en> = {
  title: 'Seu novo acervo',
  intro: 'Você chegou primeiro. Comece criando a conta de administração; depois você convida as outras pessoas.',
  token: 'Código de instalação',
  where: 'Onde encontro o código?',
  whereTerminal: 'No terminal em que o Acervo foi iniciado: ele aparece nas últimas linhas.',
  whereFile: 'Na pasta de dados (a que foi indicada com --home; se não, “data”), no arquivo',
  whereWhy: 'Ele mostra que este computador é seu, para que ninguém na rede passe na sua frente.',
  tokenMissing: 'Informe o código de instalação.',
  tokenWrong: 'Este não é o código que foi mostrado. Compare com o terminal ou com o arquivo.',
  name: 'Seu nome',
  nameMissing: 'Informe o seu nome.',
  login: 'Usuário',
  loginHint: 'É com ele que você entra. Letras minúsculas, números e . _ @ -',
  loginWrong: 'Use pelo menos duas letras minúsculas ou números; . _ @ - também valem, mas não no começo.',
  password: 'Senha',
  passwordHint: {
    one: 'Pelo menos {n} caractere; uma frase é uma boa senha.',
    many: 'Pelo menos {n} de caracteres; uma frase é uma boa senha.',
    other: 'Pelo menos {n} caracteres; uma frase é uma boa senha.',
  },
  passwordShort: {
    one: 'A senha precisa de pelo menos {n} caractere.',
    many: 'A senha precisa de pelo menos {n} de caracteres.',
    other: 'A senha precisa de pelo menos {n} caracteres.',
  },
  go: 'Abrir o acervo',
  done: 'Este acervo já tem quem o administre. Entre, ou peça que criem uma conta para você.',
  toSignIn: 'Ir para a entrada',
};
