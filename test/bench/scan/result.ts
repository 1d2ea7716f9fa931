/** What `bench scan` finds, as it is kept. */
import { z } from 'zod';
import { scanChanges } from '../../../src-shared/contract/index.ts';
import { headerSchema } from '../results.ts';

const phase = z.object({
  name: z.string(),
  seconds: z.number(),
  /** Time that the process had a processor for, its start included. */
  cpuSeconds: z.number(),
  /** Largest resident size, bytes. */
  peak: z.int(),
  changes: scanChanges,
});
export type Phase = z.infer<typeof phase>;

export const scanResult = z.object({
  header: headerSchema,
  /** Mean number of programs that wanted to run over the last minute, when the bench began and when it ended. */
  load: z.object({ before: z.number(), after: z.number() }),
  files: z.int(),
  people: z.int(),
  phases: z.array(phase),
});
export type ScanResult = z.infer<typeof scanResult>;
