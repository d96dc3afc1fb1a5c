/** A configured tile service (XYZ, or WMTS written as a URL template), shifted where its tiles are GCJ-02. */
import { toGcj02 } from './gcj02.js';
import { L } from './libs.js';

/**
 * Tiles of a GCJ-02 service show a place where that system believes it is. So the layer alone behaves as
 * if the map were centred on the shifted place; over a screen's width the shift is the same to a pixel.
 */
const ShiftedTiles = L.TileLayer.extend({
  _shifted(center) {
    const { lng, lat } = L.latLng(center);
    const [lon, shiftedLat] = toGcj02(lng, lat);
    return L.latLng(shiftedLat, lon);
  },
  _getTiledPixelBounds(center) {
    return L.TileLayer.prototype._getTiledPixelBounds.call(this, this._shifted(center));
  },
  _setZoomTransform(level, center, zoom) {
    L.TileLayer.prototype._setZoomTransform.call(this, level, this._shifted(center), zoom);
  },
});

/** @param settings `{url, attribution, gcj02, maxZoom}` of the place */
export function tileLayer({ url, attribution, gcj02, maxZoom }) {
  const Tiles = gcj02 ? ShiftedTiles : L.TileLayer;
  const template = url.replace(/\{TileMatrix\}/gi, '{z}').replace(/\{TileCol\}/gi, '{x}').replace(/\{TileRow\}/gi, '{y}');
  const subdomains = /tianditu/.test(url) ? '01234567' : 'abc';
  return new Tiles(template, { maxNativeZoom: maxZoom || 18, maxZoom: 21, subdomains, attribution: asText(attribution), className: 'foreign-tiles' });
}

/** Leaflet puts attributions in as HTML; ours is somebody's setting, so it is text. */
function asText(text) {
  const span = document.createElement('span');
  span.textContent = text ?? '';
  return span.innerHTML;
}
