// Gives the files of this tool where there is no network: a service worker, which the page starts
// once Python was asked for. It keeps files of the tool alone, never a document.

const KEPT = __KEPT__;
const BASE = self.registration.scope;
const PREFIX = `ska-oso-pdm check ${BASE} `;

const nameOf = (part) => `${PREFIX}${part} ${KEPT[part].version}`;
const urls = new Map(
  Object.keys(KEPT).flatMap((part) => KEPT[part].files.map((file) => [new URL(file, BASE).href, nameOf(part)])),
);

self.addEventListener("install", (event) => {
  event.waitUntil(Promise.all([...urls].map(([url, name]) => keep(url, name))).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(removeOthers().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const [url] = request.url.split("#");
  if (request.method !== "GET") return;
  if (url === BASE || url === `${BASE}index.html`) event.respondWith(page(request));
  else if (urls.has(url)) event.respondWith(file(url, request));
});

/** Keep a file, unless it is there. */
async function keep(url, name) {
  const cache = await caches.open(name);
  if (await cache.match(url)) return;
  const response = await fetch(url, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  // A new one, since one that was led elsewhere is not taken for a page.
  await cache.put(url, new Response(response.body, { headers: response.headers }));
}

/** Remove what an earlier version of this tool kept. */
async function removeOthers() {
  const mine = new Set(urls.values());
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && !mine.has(name)).map((name) => caches.delete(name)));
}

/** The page comes from the server where there is one, so that it is never an old one unawares. */
async function page(request) {
  try {
    const response = await fetch(request);
    if (response.ok) return response;
  } catch {
    // no network
  }
  return (await kept(BASE)) ?? Response.error();
}

/** All other names change with the content. */
async function file(url, request) {
  return (await kept(url)) ?? fetch(request);
}

async function kept(url) {
  return (await caches.open(urls.get(url))).match(url, { ignoreVary: true });
}
