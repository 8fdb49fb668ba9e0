export const signin = {
  title: 'Sign in',
  first: 'Sign in to go on; you then come to the page you wanted.',
  login: 'Login',
  password: 'Password',
  loginMissing: 'Enter your login.',
  passwordMissing: 'Enter your password.',
  go: 'Sign in',
  wrong: 'Login or password is not right. Check both and try again.',
  tooMany: 'Too many tries in a short time. For your safety there is a short break; then try again.',
  wait: { one: 'Try again in {n} second', other: 'Try again in {n} seconds' },
  help: 'Forgot your password? An administrator of this library can set a new one.',
} as const;
