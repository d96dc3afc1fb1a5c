/** A canvas over the whole map that is redrawn with every move and scaled while a zoom is animated. */
import { L } from './libs.js';

/**
 * What a draw function gets: size in CSS pixels, and the way from the plane of zoom 0 to the screen:
 * `x * scale - left`, `y * scale - top`.
 */
function viewOf(map) {
  const size = map.getSize();
  const zoom = map.getZoom();
  const scale = 2 ** zoom;
  const origin = map.getPixelOrigin();
  const corner = map.containerPointToLayerPoint([0, 0]);
  return { width: size.x, height: size.y, zoom, scale, left: origin.x + corner.x, top: origin.y + corner.y };
}

export const CanvasOverlay = L.Layer.extend({
  initialize(draw, options) {
    this._drawIt = draw;
    L.setOptions(this, options);
  },

  onAdd(map) {
    this._canvas = L.DomUtil.create('canvas', `overlay ${map.options.zoomAnimation ? 'leaflet-zoom-animated' : ''}`);
    this._canvas.setAttribute('aria-hidden', 'true');
    this.getPane().append(this._canvas);
    this._context = this._canvas.getContext('2d');
    this.now();
  },

  onRemove() {
    cancelAnimationFrame(this._frame);
    this._frame = 0;
    this._canvas.remove();
    this._map = null;
  },

  getEvents() {
    return { move: this.now, viewreset: this.now, zoomend: this.now, moveend: this.now, resize: this.now, zoomanim: this._animate };
  },

  /** Draws with the next frame; as often as wanted, once per frame. */
  redraw() {
    if (!this._map) return;
    this._frame ||= requestAnimationFrame(() => {
      this._frame = 0;
      this.now();
    });
  },

  now() {
    const map = this._map;
    if (!map || map._animatingZoom) return;
    const view = viewOf(map);
    const canvas = this._canvas;
    const ratio = Math.min(devicePixelRatio || 1, 2);
    const width = Math.round(view.width * ratio);
    const height = Math.round(view.height * ratio);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      canvas.style.width = `${view.width}px`;
      canvas.style.height = `${view.height}px`;
    }
    L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
    this._corner = map.containerPointToLatLng([0, 0]);
    this._context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this._context.clearRect(0, 0, view.width, view.height);
    this._drawIt(this._context, view);
  },

  /** While Leaflet zooms, the last picture is moved and scaled to where the zoom will end. */
  _animate({ center, zoom }) {
    const map = this._map;
    const half = map.getSize().divideBy(2);
    const pane = L.DomUtil.getPosition(map.getPane('mapPane'));
    const origin = map.project(center, zoom).subtract(half).add(pane).round();
    L.DomUtil.setTransform(this._canvas, map.project(this._corner, zoom).subtract(origin), map.getZoomScale(zoom));
  },
});
