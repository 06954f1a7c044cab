/** What browsers and Node have beside the language. */

declare class TextEncoder {
  encode(text: string): Uint8Array;
}

declare class TextDecoder {
  constructor(encoding: string, options: { fatal?: boolean; ignoreBOM?: boolean });
  decode(data: Uint8Array): string;
}

declare class URL {
  constructor(url: string, base?: URL | string);
  readonly href: string;
  readonly protocol: string;
}

declare function fetch(url: URL): Promise<{
  readonly ok: boolean;
  readonly status: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}>;

declare function btoa(bytes: string): string;

interface ImportMeta {
  readonly url: string;
}
