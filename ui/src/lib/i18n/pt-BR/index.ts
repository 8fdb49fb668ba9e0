import type { en } from '../en';
import type { Same } from '../shape';
import { common } from './common';
import { frame } from './frame';

export const ptBR = { common, frame } satisfies Same<typeof en>;
