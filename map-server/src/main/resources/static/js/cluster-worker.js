/* Groups devices by zoom away from the page's own thread; answers with flat arrays that cost nothing to hand over. */
/* global importScripts, Supercluster */
importScripts('/webjars/supercluster/7.1.5/dist/supercluster.min.js');

const MIN_ZOOM = 10;
const MAX_ZOOM = 18;

self.onmessage = ({ data: { job, indexes, lons, lats } }) => {
  const index = new Supercluster({ radius: 64, extent: 256, minZoom: MIN_ZOOM, maxZoom: MAX_ZOOM, minPoints: 2 });
  index.load(Array.from(indexes, (device, i) => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [lons[i], lats[i]] }, properties: { device } })));
  const zooms = [];
  for (let zoom = MIN_ZOOM; zoom <= MAX_ZOOM + 1; zoom++) zooms.push(flatten(index, index.getClusters([-180, -85, 180, 85], zoom)));
  self.postMessage({ job, minZoom: MIN_ZOOM, zooms }, zooms.flatMap((z) => [z.lons.buffer, z.lats.buffer, z.starts.buffer, z.members.buffer]));
};

/** Item i stands at lons[i], lats[i] and holds the devices members[starts[i]] up to members[starts[i + 1]]. */
function flatten(index, features) {
  const n = features.length;
  const items = { lons: new Float64Array(n), lats: new Float64Array(n), starts: new Int32Array(n + 1), members: null };
  const members = [];
  features.forEach(({ geometry, properties }, i) => {
    [items.lons[i], items.lats[i]] = geometry.coordinates;
    if (properties.cluster) for (const leaf of index.getLeaves(properties.cluster_id, Infinity)) members.push(leaf.properties.device);
    else members.push(properties.device);
    items.starts[i + 1] = members.length;
  });
  items.members = Int32Array.from(members);
  return items;
}
