/** What every page of Tammes may do, on the web host and on Electron's protocol alike. */
export const contentSecurityPolicy = [
  "default-src 'self'",
  // tfjs's WASM backend compiles WebAssembly; nothing else is compiled from text.
  "script-src 'self' 'wasm-unsafe-eval'",
  // No style elements and attributes from text: components set styles through the DOM, and all else is in files.
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "media-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(self), microphone=(), geolocation=(), display-capture=(), usb=(), serial=()',
};
