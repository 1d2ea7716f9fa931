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
