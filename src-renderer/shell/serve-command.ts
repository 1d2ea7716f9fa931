/** The command that opens a library in a browser, as a shell takes it. */
export const serveCommand = (library: string) =>
  `tammes serve --library ${/^[\w./~:\\-]+$/.test(library) ? library : `"${library}"`}`;
