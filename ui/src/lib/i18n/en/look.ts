export const look = {
  as: 'Look as this person',
  banner: 'You see the library as {name} sees it. Nothing can be changed.',
  stop: 'Stop looking',
  closed: 'Not while you look as somebody else',
  closedHint: 'This page changes things. Stop looking to get back to it.',
} as const;
