/// <reference types="vite/client" />

/** The folder with what Python needs, and the sizes of its files in bytes; null where it was not built. */
declare const __PYTHON__: { readonly folder: string; readonly sizes: Readonly<Record<string, number>> } | null;
