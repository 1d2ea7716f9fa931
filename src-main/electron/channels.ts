/** All channels between the window and the main process. */
export const channels = {
  /** Window asks, main answers with a Reply. */
  call: 'tammes:call',
  /** Main tells, windows listen. */
  event: 'tammes:event',
} as const;
