/** All that the page gets of the world outside: a way to call, and a way to listen. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { channels } from './channels.ts';

contextBridge.exposeInMainWorld('tammes', {
  call: (method: string, input: unknown) => ipcRenderer.invoke(channels.call, method, input),
  on(listener: (event: unknown) => void) {
    ipcRenderer.on(channels.event, (_event, news) => listener(news));
  },
  onAction(listener: (id: string) => void) {
    ipcRenderer.on(channels.action, (_event, id: string) => listener(id));
  },
  pathOfFile: (file: File) => webUtils.getPathForFile(file),
});
