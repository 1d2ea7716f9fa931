/** All channels between windows and the main process. */
export const channels = {
  /** Window asks, main answers with a Reply. */
  call: 'tammes:call',
  /** Main tells, the app's window listens. */
  event: 'tammes:event',
  /** A native menu names an action of the window. */
  action: 'tammes:action',
  /** Main hands the trainer's page its port. */
  port: 'tammes:port',
} as const;
