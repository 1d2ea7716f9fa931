/** `tammes api`: tokens of other programs, which `tammes serve --api` answers. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import {
  expiryOf,
  libraryKey,
  openApiFile,
  type Scope,
  scope,
  scopeTexts,
  Tokens,
  tokenInfo,
  usualRate,
} from '../api/index.ts';
import { openStore } from '../store/store.ts';
import { jsonOption, libraryOption, print, table } from './output.ts';
import { number } from './settings.ts';

interface Options {
  library: string;
  json?: boolean;
}

interface CreateOptions extends Options {
  name: string;
  scope: Scope[];
  expires: string;
  rate: number;
}

const created = tokenInfo.extend({ token: z.string() });
const listed = z.object({ tokens: z.array(tokenInfo) });

export function apiCommand(): Command {
  const command = new Command('api').description('tokens of other programs, for tammes serve --api');
  const token = command.command('token').description('make, list and revoke them').exitOverride();
  token
    .command('create')
    .description('make a token, which is printed this once')
    .requiredOption('--name <name>', 'what uses it', nameOf)
    .addOption(
      new Option('--scope <scopes...>', 'what it may do').choices(scope.options).makeOptionMandatory(),
    )
    .option(
      '--expires <when>',
      'days or hours from now, as 30d or 12h, or its last day, as 2027-01-31',
      '90d',
    )
    .option('--rate <number>', 'requests a minute', rateOf, usualRate)
    .addOption(libraryOption())
    .addOption(jsonOption(created))
    .addHelpText('after', createHelp)
    .action(create)
    .exitOverride();
  token
    .command('list')
    .description('list the tokens of a library')
    .addOption(libraryOption())
    .addOption(jsonOption(listed))
    .action(list)
    .exitOverride();
  token
    .command('revoke <name>')
    .description('end a token at once, by its name or id')
    .addOption(libraryOption())
    .addOption(jsonOption(tokenInfo))
    .action(revoke)
    .exitOverride();
  return command;
}

const createHelp = `
Scopes:
${scope.options.map((one) => `  ${one.padEnd(13)} ${scopeTexts[one]}`).join('\n')}
Only the SHA-256 of the token is kept, in your own folder (mode 0600) and not in the library: a copy or a backup of a library opens nothing.
A token belongs to the library at this place; where a library was moved to, it needs new ones.`;

function create({ library, json, name, scope: scopes, expires, rate }: CreateOptions): void {
  const { text, token } = withTokens(library, (tokens) =>
    tokens.create({ name, scopes, expires: expiryOf(expires), rate }),
  );
  print(json, created, { ...token, token: text }, () =>
    [
      `Token ${name}, until ${token.expires}: ${token.scopes.join(', ')}`,
      text,
      'Keep it as a password; it is not shown again.',
    ].join('\n'),
  );
}

function list({ library, json }: Options): void {
  const tokens = withTokens(library, (all) => all.list());
  print(json, listed, { tokens }, () =>
    tokens.length === 0
      ? 'No tokens. Make one with: tammes api token create'
      : table([
          ['name', 'id', 'scopes', 'a minute', 'expires', 'last used'],
          ...tokens.map(({ name, id, scopes, rate, expires, used }) => [
            ...[name, id, scopes.join(' '), rate, expires, used ?? 'never'],
          ]),
        ]),
  );
}

function revoke(name: string, { library, json }: Options): void {
  const token = withTokens(library, (tokens) => tokens.revoke(name));
  print(json, tokenInfo, token, () => `Token ${token.name} is revoked.`);
}

function withTokens<T>(library: string, work: (tokens: Tokens) => T): T {
  // It is made if there is none, as by all commands.
  openStore(library).close();
  const db = openApiFile();
  try {
    return work(new Tokens(db, libraryKey(library)));
  } finally {
    db.close();
  }
}

function nameOf(text: string): string {
  const name = text.trim();
  if (name !== '' && name.length <= 100 && !/\p{Cc}/u.test(name)) return name;
  throw new InvalidArgumentError('A name has 1 to 100 characters, and no control characters.');
}

function rateOf(text: string): number {
  const rate = number(text);
  if (Number.isInteger(rate) && rate >= 1 && rate <= 1_000_000) return rate;
  throw new InvalidArgumentError('A rate is a whole number from 1 to 1,000,000.');
}
