import { regularised } from './regularisers/regulariser.ts';
import { uniform } from './regularisers/uniform.ts';
import { sphereface } from './sphereface.ts';

/** UniformFace: SphereFace with Uniform Loss, L = L_A-Softmax + L_u, eq. 11 of the paper. */
export const uniformface = {
  ...regularised(sphereface, uniform),
  id: 'uniformface',
  title: 'UniformFace',
  paper: uniform.paper,
  summary: {
    en: 'SphereFace with Uniform Loss added to it: class centres repel each other like equal charges, so that they use the whole sphere. The same repulsion can be added to any other loss with class centres.',
    ja: 'SphereFace に Uniform Loss を加えたものです。クラス中心が電荷のように反発し、球面全体を使います。同じ反発は、クラス中心を持つ他の損失にも加えられます。',
  },
};
