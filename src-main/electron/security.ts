import { app, type Session, type WebPreferences } from 'electron';
import { isOwnPage, mayHave, mayRequest } from './rules.ts';

/** What no window of the app does without. */
export const lockedDown = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webSecurity: true,
  // Chromium would fetch dictionaries from a host outside.
  spellcheck: false,
} as const satisfies WebPreferences;

/** Holds every window and page of the app to its own origin. */
export function secureContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      if (!isOwnPage(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => {
      if (!isOwnPage(event.url)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** Refuses every permission but the camera, and every request that would leave the app. */
export function secureSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const types = 'mediaTypes' in details ? details.mediaTypes : undefined;
    answer(mayHave(permission, details.requestingUrl, types));
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) => {
    const types = details.mediaType === undefined ? [] : [details.mediaType];
    return mayHave(permission, origin, types);
  });
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayRequest(details.url) }));
}
