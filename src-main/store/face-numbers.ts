/** In a gallery each face has a number. A library's own never come so far as those below begin, which stay as they are: libraries have them. */

/** Of people and faces of other desks, as they last came from there. */
export const firstShared = 2 ** 40;

/** Of faces of which the library has an embedding alone. */
export const firstBare = 2 ** 41;
