/** Streets, buildings, water and green from our own data, a canvas per tile; no internet needed. */
import { get } from './api.js';
import { drawTile } from './basemap-draw.js';
import { L } from './libs.js';
import { whenThemeChanges } from './theme.js';

const KEPT = 300; // tiles in memory, enough for a few screens of every zoom

export const Basemap = L.GridLayer.extend({
  options: { load: (key) => get(`/basemap/${key}.json`, { priority: 'low' }), minZoom: 11, maxNativeZoom: 20, maxZoom: 21, tileSize: 512, updateWhenZooming: false, keepBuffer: 2, className: 'basemap' },

  initialize(options) {
    L.GridLayer.prototype.initialize.call(this, options);
    this._answers = new Map();
    whenThemeChanges(() => this._map && this.repaint());
  },

  createTile(coords, done) {
    const canvas = L.DomUtil.create('canvas', 'leaflet-tile');
    this._fill(canvas, coords).then(() => done(null, canvas), (error) => done(error, canvas));
    return canvas;
  },

  async _fill(canvas, coords) {
    const tile = await this._tile(coords);
    this._paint(canvas, coords, tile);
    this.fire('tilename', { coords });
  },

  _paint(canvas, coords, tile) {
    const size = this.getTileSize();
    const ratio = Math.min(devicePixelRatio || 1, 2);
    canvas.width = size.x * ratio;
    canvas.height = size.y * ratio;
    drawTile(canvas.getContext('2d'), tile, { zoom: coords.z, size: size.x * ratio, ratio });
  },

  /** A tile of 512 pixels is the server's tile of one zoom less. */
  async _tile({ z, x, y }) {
    const key = `${z - 1}/${x}/${y}`;
    if (!this._answers.has(key)) {
      this._answers.set(key, this.options.load(key).catch((error) => {
        this._answers.delete(key);
        throw error;
      }));
      if (this._answers.size > KEPT) this._answers.delete(this._answers.keys().next().value);
    }
    return this._answers.get(key);
  },

  /** The tiles on screen with their contents, for names drawn across tile borders. */
  async visible() {
    const tiles = Object.values(this._tiles ?? {}).filter((tile) => tile.current);
    return Promise.all(tiles.map(async ({ coords }) => ({ coords: { x: coords.x, y: coords.y, z: coords.z - 1 }, tile: await this._tile(coords).catch(() => null) })));
  },

  async repaint() {
    for (const { el, coords } of Object.values(this._tiles ?? {})) this._paint(el, coords, await this._tile(coords).catch(() => null));
  },

  forget() {
    this._answers.clear();
    this.redraw();
  },
});
