import type { en } from '../en';
import type { Same } from '../shape';
import { common } from './common';
import { frame } from './frame';
import { viewer } from './viewer';
import { item } from './item';
import { reader } from './reader';
import { trash } from './trash';
import { gallery } from './gallery';
import { ui } from './ui';
import { upload } from './upload';
import { rights } from './rights';
import { signin } from './signin';
import { setup } from './setup';
import { account } from './account';
import { people } from './people';
import { groups } from './groups';

export const ptBR = { common, frame, viewer, item, gallery, reader, trash, ui, upload, rights, signin, setup, account, people, groups } satisfies Same<typeof en>;
