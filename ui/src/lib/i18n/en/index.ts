import { common } from './common';
import { frame } from './frame';
import { ui } from './ui';
import { upload } from './upload';
import { rights } from './rights';

export const en = { common, frame, ui, upload, rights } as const;
