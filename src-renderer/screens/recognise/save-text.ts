import { save } from '../../app/save.ts';

/**
 * By it Excel knows that a table is UTF-8; without it letters beyond English are garbled. It is added here, as the bridge's decoder
 * takes a mark at the start of a text away.
 */
export const byteOrderMark = '\ufeff';

/** Offers text as a file to be saved, by the browser's own way. */
export function saveText(name: string, text: string, type: string): void {
  save(new Blob([text], { type }), name);
}
