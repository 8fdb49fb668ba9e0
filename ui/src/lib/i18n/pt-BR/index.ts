import type { en } from '../en';
import type { Same } from '../shape';
import { common } from './common';
import { frame } from './frame';
import { ui } from './ui';

export const ptBR = { common, frame, ui } satisfies Same<typeof en>;
