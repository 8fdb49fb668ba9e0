export const frame = {
  skip: 'Skip to the content',
  library: 'Library',
} as const;
