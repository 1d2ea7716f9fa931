import { z } from 'zod';
import { backendIds } from '../backend-ids.ts';
import { method } from './method.ts';

export const backendId = z.enum(backendIds);
export type BackendId = z.infer<typeof backendId>;

export const backendStatus = z.object({
  id: backendId,
  available: z.boolean(),
  /** What it runs on, for example "CPU (SIMD)". */
  device: z.string(),
  /** What is known of its memory, for people; empty where nothing is. */
  memory: z.string(),
  /** Whether it pretends to be a GPU on the CPU: `auto` passes it over, WASM is faster. */
  isSoftware: z.boolean(),
  /** Why it cannot be used and what would help; empty when available. */
  reason: z.string(),
});
export type BackendStatus = z.infer<typeof backendStatus>;

const appInfo = z.object({
  version: z.string(),
  host: z.enum(['electron', 'web']),
  library: z.string(),
  /** Folder of labelled photos that ships with Tammes. */
  demoFolder: z.string(),
  /** Whether `app.chooseFolder` can show a folder dialog. */
  canChooseFolder: z.boolean(),
});

export const appMethods = {
  'app.info': method(z.undefined(), appInfo),
  /** Tries a backend, once while the app runs: that may take seconds, and each answers for itself. */
  'app.backend': method(z.object({ id: backendId }), backendStatus),
  /** Null when the person cancels. */
  'app.chooseFolder': method(z.undefined(), z.string().nullable()),
};
