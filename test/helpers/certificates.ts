/** Certificates that nobody else trusts, made by openssl where it is. */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from './cli.ts';

/** As many systems have it; nothing else makes a certificate. */
export function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version']);
    return true;
  } catch {
    return false;
  }
}

/** A certificate that nobody else trusts. @returns files of it and its key. */
export async function certificateOf(subject: string) {
  const folder = await temporaryFolder();
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const names = ['-subj', '/CN=test', '-addext', `subjectAltName=${subject}`];
  const files = ['-keyout', key, '-out', certificate];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', ...files, ...names],
    { stdio: 'ignore' },
  );
  return { certificate, keyFile: key, cert: await readFile(certificate), key: await readFile(key) };
}
