export const viewer = {
  back: 'Back to the collection',
  previous: 'Previous',
  next: 'Next',
  of: '{n} of {total}',
  read: { one: 'Read {n} page', other: 'Read {n} pages' },
  fit: 'Fit to the window',
  actual: 'Actual pixels',
  play: 'Start the slideshow',
  pause: 'Stop the slideshow',
  unreachable: 'The picture could not be fetched.',
  cannotDraw: 'This file is kept safely but cannot be shown.',
} as const;
