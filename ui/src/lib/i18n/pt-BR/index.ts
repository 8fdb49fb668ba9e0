import type { en } from '../en';
import type { Same } from '../shape';
import { common } from './common';
import { frame } from './frame';
import { ui } from './ui';
import { upload } from './upload';
import { rights } from './rights';

export const ptBR = { common, frame, ui, upload, rights } satisfies Same<typeof en>;
