/** Brings a library up to date with made-up features, and is killed as soon as some faces are stored. */
import { updateFeatures } from '../../src-main/services/update-features.ts';
import { openStore } from '../../src-main/store/store.ts';
import { madeUpVision } from './made-up-vision.ts';

const store = openStore(process.argv[2]!);
await updateFeatures(store, madeUpVision(), { onProgress: () => process.kill(process.pid, 'SIGKILL') });
