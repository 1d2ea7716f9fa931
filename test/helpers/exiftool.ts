import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether exiftool is there; if a run demands it, a test without it fails instead of being skipped. */
export const hasExiftool =
  process.env.TAMMES_REQUIRE_EXIFTOOL === '1' ||
  (await run('exiftool', ['-ver']).then(
    () => true,
    () => false,
  ));

/** The regions of a file as exiftool reads them. */
export interface ExiftoolRegions {
  RegionInfo?: {
    AppliedToDimensions: { W: number; H: number; Unit: string };
    RegionList: {
      Name?: string;
      Type?: string;
      Area: { X: number; Y: number; W: number; H: number; Unit: string };
    }[];
  };
  RegionInfoMP?: { Regions: { PersonDisplayName?: string; Rectangle: string }[] };
  [tag: string]: unknown;
}

/** All XMP of a file. */
export async function exiftool(path: string): Promise<ExiftoolRegions> {
  const { stdout } = await run('exiftool', ['-json', '-struct', '-XMP:all', '-warning', path]);
  return JSON.parse(stdout)[0];
}
