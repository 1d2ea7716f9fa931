/** Failures as `application/problem+json` (RFC 9457). */
import { z } from 'zod';
import { type ErrorCode, type Failure, type Language, wordingOf } from '../../src-shared/errors/index.ts';

export const problemType = 'application/problem+json';

/** Of a kind of problem: the status it is answered with, and what it is called. */
const kinds: Readonly<Record<ErrorCode, { status: number; en: string; ja: string }>> = {
  'file-missing': { status: 404, en: 'File missing', ja: 'ファイルがない' },
  'file-unreadable': { status: 409, en: 'File unreadable', ja: 'ファイルを読めない' },
  'file-empty': { status: 422, en: 'Empty photo', ja: '空の写真' },
  'not-an-image': { status: 422, en: 'No photo', ja: '写真ではない' },
  'image-damaged': { status: 422, en: 'Damaged photo', ja: '壊れた写真' },
  'image-too-large': { status: 422, en: 'Photo too large', ja: '大きすぎる写真' },
  'folder-missing': { status: 409, en: 'Folder missing', ja: 'フォルダがない' },
  'folder-unreadable': { status: 409, en: 'Library not open', ja: 'ライブラリを開けない' },
  'no-face': { status: 422, en: 'No face', ja: '顔がない' },
  'features-outdated': { status: 409, en: 'Features of an older version', ja: '古い特徴量' },
  'too-few-people': { status: 409, en: 'Too few people', ja: '人数が足りない' },
  diverged: { status: 409, en: 'Training diverged', ja: '学習の発散' },
  'unknown-id': { status: 404, en: 'Not there', ja: '存在しない' },
  'bad-input': { status: 400, en: 'Wrong input', ja: '誤った入力' },
  refused: { status: 403, en: 'Refused', ja: '拒否' },
  'backend-missing': { status: 409, en: 'Part missing', ja: '部品がない' },
  busy: { status: 409, en: 'Busy', ja: '処理中' },
  cancelled: { status: 409, en: 'Cancelled', ja: '中止' },
  internal: { status: 500, en: 'Fault in Tammes', ja: 'Tammes の不具合' },
};

/** Problems that HTTP has a status of its own for. */
const statuses: Readonly<Partial<Record<Failure['problem'], number>>> = {
  'api-token-missing': 401,
  'api-token-unknown': 401,
  'api-token-expired': 401,
  'api-host-unknown': 421,
  'api-method-refused': 405,
  'api-body-too-large': 413,
  'api-media-type-refused': 415,
  'api-key-reused': 422,
  'api-too-often': 429,
  'api-too-many-streams': 429,
  'requests-too-many': 503,
  'api-answer-too-late': 504,
  'person-exists': 409,
  'person-twice': 409,
  'person-unknown': 404,
  'head-not-named-so': 404,
};

export const problemSchema = z.object({
  /** `urn:tammes:problem:` and the problem's name. */
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** What happened. */
  detail: z.string(),
  /** What to do about it. */
  remedy: z.string(),
  /** The kind, of a small closed set that programs may branch on. */
  code: z.string(),
});
export type ProblemBody = z.infer<typeof problemSchema>;

export function problemOf(failure: Failure, language: Language): ProblemBody {
  const kind = kinds[failure.code];
  const { message, remedy } = wordingOf(failure, language);
  const isFault = failure.code === 'internal';
  return {
    type: `urn:tammes:problem:${failure.problem}`,
    title: kind[language],
    status: statuses[failure.problem] ?? kind.status,
    // What went wrong inside is told where the server runs.
    detail: isFault ? kind[language] : message,
    remedy,
    code: failure.code,
  };
}

/** The headers that belong to a problem. @param expired null: the token is unknown or missing. */
export function headersOf(failure: Failure): Record<string, string> {
  const { problem, parameters } = failure as {
    problem: Failure['problem'];
    parameters: Record<string, unknown>;
  };
  if (problem === 'api-too-often') return { 'Retry-After': String(parameters.seconds) };
  if (problem === 'requests-too-many') return { 'Retry-After': '1' };
  if (problem === 'api-method-refused') return { Allow: (parameters.allowed as string[]).join(', ') };
  if (problem === 'api-token-missing') return { 'WWW-Authenticate': 'Bearer' };
  if (problem === 'api-token-unknown' || problem === 'api-token-expired')
    return { 'WWW-Authenticate': 'Bearer error="invalid_token"' };
  if (problem === 'api-scope-missing')
    return {
      'WWW-Authenticate': `Bearer error="insufficient_scope", scope="${(parameters.needed as string[]).join(' ')}"`,
    };
  return {};
}

/** The language of Tammes that a client likes best. @param header `Accept-Language`. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      const quality = parameters.find((one) => one.startsWith('q='));
      return { language: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality.slice(2)) };
    })
    .filter(({ language, quality }) => (language === 'en' || language === 'ja') && quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return wanted[0]?.language === 'ja' ? 'ja' : 'en';
}
