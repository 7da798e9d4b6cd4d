/** Documents that are named as what came closest to a question. */
export const CLOSEST = 3;
