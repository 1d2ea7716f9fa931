import type { BackboneDescriptor, BackboneInfo, BackboneProof } from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import type { DescribingProgress } from '../services/describe-known.ts';
import { share } from './evaluations.ts';
import { table } from './output.ts';

/** What a network is taken for, a line each. */
export function descriptorText({ template, input, output, mirror, licence }: BackboneDescriptor): string {
  const { side, layout, colours, mean, deviation, batch } = input;
  const shape = layout === 'nchw' ? `3 × ${side} × ${side}` : `${side} × ${side} × 3`;
  return table([
    ['setting', 'value'],
    ['template', template],
    [
      'input',
      `${input.name}, ${shape} (${layout}), ${batch ? 'several faces at once' : 'one face at a time'}`,
    ],
    ['colours', colours],
    ['mean, deviation', `${[...new Set(mean)].join(' ')}, ${[...new Set(deviation)].join(' ')}`],
    ['output', `${output.name}, ${output.size} numbers`],
    ['mirror image', mirror ? 'described, too' : 'not described'],
    ['licence', licence === '' ? 'unknown: ask the source of the file' : licence],
  ]);
}

export function proofText(proof: BackboneProof | null): string {
  if (proof === null)
    return 'Too few people have names to test the network: at least two people with photos of two shots are needed, better fifty.';
  return [
    `On ${counted(proof.people, 'person', 'people')} and ${counted(proof.faces, 'face', 'faces')} of this library:`,
    table([
      ['backbone', 'EER', 'DIR at FAR 1 %'],
      ...proof.backbones.map(({ name, eer, dir }) => [
        name,
        share(eer),
        dir === null ? 'too few people to say' : share(dir),
      ]),
    ]),
  ].join('\n');
}

export function backbonesText(backbones: readonly BackboneInfo[]): string {
  return table([
    ['backbone', 'size', 'in use', 'faces described', 'EER', 'runs', 'licence'],
    ...backbones.map(({ id, name, active, descriptor, size, described, total, proof, runs }) => [
      name,
      size,
      active ? 'yes' : '',
      `${described} of ${total}`,
      proof === null ? '' : share(proof.backbones.at(-1)!.eer),
      runs,
      descriptor?.licence ?? (id === 0 ? 'MIT' : 'vectors only'),
    ]),
  ]);
}

/** What became of faces that were described, a line each. */
export function describedText({ done, fromChips, lost }: DescribingProgress): string[] {
  return [
    ...(done > 0 ? [`${counted(done, 'face was', 'faces were')} described.`] : []),
    ...(fromChips > 0
      ? [
          `${counted(fromChips, 'face was', 'faces were')} described from the stored picture, as the photo is gone or changed: the upper part of the forehead is made up there.`,
        ]
      : []),
    ...(lost > 0
      ? [`${counted(lost, 'face has', 'faces have')} no picture that can be read: left out of comparisons.`]
      : []),
  ];
}
