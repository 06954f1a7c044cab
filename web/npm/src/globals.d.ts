/** What browsers and Node have beside the language. */

declare class TextEncoder {
  encode(text: string): Uint8Array;
}

declare class TextDecoder {
  constructor(encoding: string, options: { fatal?: boolean; ignoreBOM?: boolean });
  decode(data: Uint8Array): string;
}
