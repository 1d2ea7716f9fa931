/** A line of progress that is there as soon as there is something to tell. */
import { progressLine } from './output.ts';

export async function withProgress<T>(
  label: string,
  work: (tell: (done: number, total: number) => void) => Promise<T>,
): Promise<T> {
  let line: ReturnType<typeof progressLine> | undefined;
  const result = await work((done, total) => {
    line ??= progressLine(label, total);
    line.update(done);
  });
  line?.end();
  return result;
}
