/** Lines and columns of places in texts; columns are counted in characters. */

/** Line and column, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Give line and column of a code unit. */
export function lineAndColumn(text: string, at: number): Position {
  return positionsOf(text, [at]).get(at) as Position;
}

/** Give lines and columns of code units, all in one pass over a text. */
export function positionsOf(text: string, places: Iterable<number>): Map<number, Position> {
  const found = new Map<number, Position>();
  let [at, line, column] = [0, 1, 1];
  for (const place of [...new Set(places)].sort((one, other) => one - other)) {
    for (; at < place; at++) {
      const unit = text.charCodeAt(at);
      if (unit === 0x0a) [line, column] = [line + 1, 1];
      else if (unit < 0xdc00 || unit > 0xdfff) column++; // the second half of a character is none
    }
    found.set(place, { line, column });
  }
  return found;
}
