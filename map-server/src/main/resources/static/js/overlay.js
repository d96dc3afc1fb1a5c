/**
 * A canvas over the whole map and a margin around it. Moving within the margin costs nothing: the map carries
 * the canvas along. While the zoom changes, the last drawing is scaled; it is drawn anew when things rest.
 */
import { L } from './libs.js';

const MARGIN = 160; // CSS pixels on every side
const WHILE_ZOOMING_MS = 160; // at least this long between two drawings of a flight

/**
 * What a draw function gets: size in CSS pixels, and the way from the plane of zoom 0 to the canvas:
 * `x * scale - left`, `y * scale - top`.
 */
function viewOf(map, at) {
  const size = map.getSize();
  const zoom = map.getZoom();
  const origin = map.getPixelOrigin();
  return { width: size.x + 2 * MARGIN, height: size.y + 2 * MARGIN, zoom, scale: 2 ** zoom, left: origin.x + at.x, top: origin.y + at.y };
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
  },

  getEvents() {
    return { move: this._follow, viewreset: this.now, zoomend: this._rest, moveend: this.now, resize: this.now, zoomanim: this._animate };
  },

  /** Draws with the next frame; asked for as often as wanted, once per frame. */
  redraw() {
    if (!this._map || this._frame) return;
    this._frame = requestAnimationFrame(() => {
      this._frame = 0;
      this.now();
    });
  },

  now() {
    const map = this._map;
    if (!map || this._animating) return;
    const at = map.containerPointToLayerPoint([-MARGIN, -MARGIN]);
    const view = viewOf(map, at);
    const ratio = this._fit(view);
    L.DomUtil.setPosition(this._canvas, at);
    this._at = at;
    this._zoom = view.zoom;
    this._corner = map.layerPointToLatLng(at);
    this._drawnAt = performance.now();
    this._context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this._context.clearRect(0, 0, view.width, view.height);
    this._drawIt(this._context, view);
  },

  _fit({ width, height }) {
    const canvas = this._canvas;
    const ratio = Math.min(devicePixelRatio || 1, 2);
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    return ratio;
  },

  /** Where a point of the map's container lies on the canvas as it was last drawn. */
  local(containerPoint) {
    return this._map.containerPointToLayerPoint(containerPoint).subtract(this._at);
  },

  /** How far another overlay's canvas is from this one. */
  shiftOf(other) {
    return other._at && this._at ? other._at.subtract(this._at) : L.point(0, 0);
  },

  _follow() {
    const map = this._map;
    if (this._animating) return;
    if (map.getZoom() === this._zoom) {
      const moved = map.containerPointToLayerPoint([-MARGIN, -MARGIN]).subtract(this._at);
      if (Math.max(Math.abs(moved.x), Math.abs(moved.y)) > MARGIN * 0.9) this.now();
    } else if (performance.now() - this._drawnAt > WHILE_ZOOMING_MS) this.now();
    else L.DomUtil.setTransform(this._canvas, map.latLngToLayerPoint(this._corner), map.getZoomScale(map.getZoom(), this._zoom));
  },

  /** While Leaflet animates a zoom, the last drawing is moved and scaled to where it will end. */
  _animate({ center, zoom }) {
    const map = this._map;
    this._animating = true;
    const half = map.getSize().divideBy(2);
    const pane = L.DomUtil.getPosition(map.getPane('mapPane'));
    const origin = map.project(center, zoom).subtract(half).add(pane).round();
    L.DomUtil.setTransform(this._canvas, map.project(this._corner, zoom).subtract(origin), map.getZoomScale(zoom, this._zoom));
  },

  _rest() {
    this._animating = false;
    this.now();
  },
});
