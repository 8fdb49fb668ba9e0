import { common } from './common';
import { frame } from './frame';
import { ui } from './ui';
import { upload } from './upload';

export const en = { common, frame, ui, upload } as const;
