/** Shows what is pushed to this browser, also while no page is open, and opens its link. Beside that it only says that a message has arrived. */

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('push', (event) => event.waitUntil(show(read(event.data))));
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.link));
});

/** A browser wants a notification for every push, so even one that cannot be read is shown. */
function read(data) {
  try {
    return { title: 'GridWatch', body: '', key: '', ...data.json() };
  } catch {
    return { title: 'GridWatch', body: '', key: '' };
  }
}

/** Says that it has arrived, by the message's own link; if that fails, it stays at "sent". */
async function arrived(link) {
  const token = link?.split('/tap.html#')[1];
  if (token) await fetch('/api/v1/tap/delivered', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-GridWatch-Link': token }, body: '{}', credentials: 'omit' }).catch(() => {});
}

async function show({ title, body, key, severity, link }) {
  await self.registration.showNotification(title, {
    body, tag: key, renotify: Boolean(key), icon: '/icon.svg', requireInteraction: severity === 'red', data: { link: link ?? '/phone.html' },
  });
  for (const page of await pages()) page.postMessage({ type: 'pushed', key });
  await arrived(link);
}

/** The page of that alert if it is open already, else a new one. */
async function open(link) {
  const [there] = (await pages()).filter(({ url }) => url === link);
  return there ? there.focus() : self.clients.openWindow(link);
}

const pages = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true });
