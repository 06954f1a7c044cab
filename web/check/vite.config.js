import { defineConfig } from "vite";

/** What the built page may load: its own files, and nothing else; no text becomes code. */
const POLICY = [
  "default-src 'none'",
  ...["script-src", "style-src", "img-src", "connect-src", "worker-src"].map((name) => `${name} 'self'`),
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

export default defineConfig({
  base: "./",
  build: { target: "es2022", modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  worker: { format: "es" },
  server: { fs: { allow: ["../.."] } }, // the examples
  plugins: [
    {
      name: "content-security-policy",
      apply: "build", // the server for development writes scripts of its own into the page
      transformIndexHtml: () => [
        {
          tag: "meta",
          attrs: { "http-equiv": "Content-Security-Policy", content: POLICY },
          injectTo: "head-prepend",
        },
      ],
    },
  ],
});
