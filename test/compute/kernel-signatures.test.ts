import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { root } from '../../src-main/app-files.ts';
import { signatures } from '../../src-main/compute/wasm/signatures.ts';

const folder = join(root, 'src-main/compute/wasm/kernels');

/** The exported functions of a file of AssemblyScript with their parameters, "name: type". */
function functionsOf(file: string): [string, string[]][] {
  const source = ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.Latest);
  return source.statements
    .filter(ts.isFunctionDeclaration)
    .map((declaration) => [
      declaration.name!.text,
      declaration.parameters.map(({ name, type }) => `${name.getText(source)}: ${type!.getText(source)}`),
    ]);
}

const kernels = new Map(readdirSync(folder).flatMap(functionsOf));

test.each(Object.entries(signatures))(
  '%s takes its parameters in the order of its source',
  (name, parameters) => {
    const ofSource = kernels.get(name)!;
    expect(ofSource.map((parameter) => parameter.split(':')[0])).toEqual(parameters);
    // `Flag` in signatures.ts: the parameters of these names, and no others, are bool.
    const isFlag = (parameter: string) => /^(transposeA|transposeB|relu): /.test(parameter);
    expect(ofSource.filter((parameter) => parameter.endsWith(': bool'))).toEqual(ofSource.filter(isFlag));
  },
);
