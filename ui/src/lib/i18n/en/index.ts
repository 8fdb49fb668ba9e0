import { common } from './common';
import { frame } from './frame';
import { ui } from './ui';

export const en = { common, frame, ui } as const;
