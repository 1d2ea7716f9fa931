/** All that the trainer's page gets of the world outside: the port on which it is asked. */
import { ipcRenderer } from 'electron';
import { channels } from './channels.ts';

ipcRenderer.once(channels.port, ({ ports }) => {
  // Into the page's own world. Nobody else can hear it: the window has no other page.
  window.postMessage(null, '*', ports);
});
