import type { en } from '../en';
import type { Same } from '../shape';
import { common } from './common';
import { frame } from './frame';
import { ui } from './ui';
import { upload } from './upload';

export const ptBR = { common, frame, ui, upload } satisfies Same<typeof en>;
