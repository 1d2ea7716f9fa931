/** A sentence or a name in the languages of the interface. */
export interface Text {
  en: string;
  ja: string;
}

/** A name that is the same in every language. */
export function sameText(name: string): Text {
  return { en: name, ja: name };
}
