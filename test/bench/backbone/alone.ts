/** ONNX Runtime alone, in a process of its own: pictures that lie ready, as many at once as Tammes takes. Writes the seconds that it took. */
import { InferenceSession, Tensor } from 'onnxruntime-node';

const [path, pictures] = [process.argv[2]!, Number(process.argv[3])];
const [side, atOnce] = [150, 8];
const session = await InferenceSession.create(path, { intraOpNumThreads: 1, interOpNumThreads: 1 });
const values = Float32Array.from({ length: atOnce * side * side * 3 }, (_, i) => (i * 31) % 256);
const run = async (count: number) => {
  const shape = [count, side, side, 3];
  await session.run({ face: new Tensor('float32', values.subarray(0, count * side * side * 3), shape) });
};
await run(atOnce);
const started = performance.now();
for (let done = 0; done < pictures; done += atOnce) await run(Math.min(atOnce, pictures - done));
process.stdout.write(String((performance.now() - started) / 1000));
