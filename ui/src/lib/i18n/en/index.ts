import { common } from './common';
import { frame } from './frame';

export const en = { common, frame } as const;
