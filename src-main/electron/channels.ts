/** All channels between windows and the main process. */
export const channels = {
  /** Window asks, main answers with a Reply. */
  call: 'tammes:call',
  /** Main tells, the app's window listens. */
  event: 'tammes:event',
  /** Main hands the trainer's page its port. */
  port: 'tammes:port',
} as const;
