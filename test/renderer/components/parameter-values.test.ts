import { expect, test } from 'vitest';
import { numberIn } from '../../../src-renderer/components/parameter-values.ts';

test('an empty field is no number', () => expect(numberIn(' ')).toBeNaN());
