/** What a window may do: decisions without Electron, so that they can be tested. */
/** The app's own origin, on a protocol that only Tammes answers. */
export const appOrigin = 'tammes://app';

/** Whether an address is a page of the app. */
export function isOwnPage(address: string): boolean {
  const url = URL.parse(address);
  // `origin` is "null" for custom protocols: scheme and host are compared instead.
  return (
    url !== null && url.protocol === 'tammes:' && url.host === 'app' && url.username === '' && url.port === ''
  );
}

/** Whether a request may go out. Nothing leaves the machine: only what the app itself answers. */
export function mayRequest(address: string): boolean {
  const protocol = URL.parse(address)?.protocol;
  return isOwnPage(address) || protocol === 'blob:' || protocol === 'data:' || protocol === 'devtools:';
}

/**
 * Whether the page may have what it asks for: the camera and nothing else.
 * @param mediaTypes what a request for `media` asks for.
 */
export function mayHave(permission: string, address: string, mediaTypes: readonly string[] = []): boolean {
  const isCamera = permission === 'media' && mediaTypes.length === 1 && mediaTypes[0] === 'video';
  return isCamera && isOwnPage(address);
}

/** The library named on the command line, as `--library DIR` or `--library=DIR`. */
export function libraryArgument(args: readonly string[]): string | null {
  const at = args.indexOf('--library');
  if (at >= 0) return args[at + 1] ?? null;
  return args.find((arg) => arg.startsWith('--library='))?.slice('--library='.length) || null;
}

/** A command line's arguments with another library. */
export function withLibrary(args: readonly string[], path: string): string[] {
  const at = args.indexOf('--library');
  const others = args.filter(
    (arg, i) => !arg.startsWith('--library=') && (at < 0 || (i !== at && i !== at + 1)),
  );
  return [...others, '--library', path];
}

/** What a second start of the app hands to the first: which library it was to open, absolute; null: any. */
export interface SecondStart {
  library: string | null;
}

/** The library that a second start asks for. @param data what it handed over, as another program may have done. */
export function libraryOfStart(data: unknown): string | null {
  const { library } = (data ?? {}) as Partial<SecondStart>;
  return typeof library === 'string' && library !== '' ? library : null;
}

/**
 * What starts the app anew, if it is not the program that runs: an AppImage's lies in a folder that is gone once it has ended.
 * @param env the environment; a program that an AppImage has started has such variables, too.
 */
export function programToStart(
  program: string,
  { APPIMAGE, APPDIR }: NodeJS.ProcessEnv,
): { execPath?: string } {
  const isImage = APPIMAGE !== undefined && APPDIR !== undefined && program.startsWith(`${APPDIR}/`);
  return isImage ? { execPath: APPIMAGE } : {};
}
