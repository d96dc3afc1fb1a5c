/** Which devices stand together at which zoom; worked out in a worker, the last answer kept meanwhile. */
import { worldX, worldY } from './mercator.js';

const worker = new Worker('/js/cluster-worker.js'); // at once, so that it is ready when the devices come

/** @param onReady called whenever a new answer has come */
export function clusterIndex(onReady) {
  let job = 0;
  let answer = null;

  worker.onmessage = ({ data }) => {
    if (data.job !== job) return;
    for (const items of data.zooms) {
      items.x = Float64Array.from(items.lons, worldX);
      items.y = Float64Array.from(items.lats, worldY);
    }
    answer = data;
    onReady();
  };

  return {
    /** Groups the devices for which `shown` holds. */
    build(store, shown) {
      const indexes = [];
      for (let i = 0; i < store.n; i++) if (shown(i) && Number.isFinite(store.lons[i])) indexes.push(i);
      const pick = (column) => Float64Array.from(indexes, (i) => column[i]);
      worker.postMessage({ job: ++job, indexes: Int32Array.from(indexes), lons: pick(store.lons), lats: pick(store.lats) });
    },
    /** `{x, y, starts, members}` at a zoom, or null before the first answer. */
    at(zoom) {
      if (!answer) return null;
      const at = Math.min(Math.max(Math.floor(zoom) - answer.minZoom, 0), answer.zooms.length - 1);
      return answer.zooms[at];
    },
  };
}
