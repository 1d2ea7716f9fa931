export { libraryKey, openApiFile } from './api-file.ts';
export { type ApiHost, startApi } from './host.ts';
export { type Scope, scope, scopeTexts } from './scopes.ts';
export { expiryOf, Tokens, tokenInfo, usualRate } from './tokens.ts';
