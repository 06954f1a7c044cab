/** Where bytes are no UTF-8. */

/** Give where the first bytes stand that are no character; -1 where there are none. */
export function firstBroken(data: Uint8Array): number {
  for (let at = 0; at < data.length; ) {
    const size = sizeAt(data, at);
    if (size === 0) return at;
    at += size;
  }
  return -1;
}

/** Give how many bytes the character at a place has; 0 where there is none. */
function sizeAt(data: Uint8Array, at: number): number {
  const first = data[at] as number;
  if (first < 0x80) return 1;
  const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return 0;
  const [least, most] = SECOND[first] ?? [0x80, 0xbf];
  for (let index = 1; index < size; index++) {
    const next = data[at + index] ?? 0;
    if (next < (index === 1 ? least : 0x80) || next > (index === 1 ? most : 0xbf)) return 0;
  }
  return size;
}

/** Bounds of a second byte, where they are narrower: no longer form, no half of a pair, no more. */
const SECOND: Readonly<Record<number, [number, number]>> = {
  0xe0: [0xa0, 0xbf],
  0xed: [0x80, 0x9f],
  0xf0: [0x90, 0xbf],
  0xf4: [0x80, 0x8f],
};
