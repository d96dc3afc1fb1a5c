/** Longitude and latitude to the web map's plane of 256 x 256 at zoom 0. Pure. */
const RADIANS = Math.PI / 180;

export const worldX = (lon) => (256 * (lon + 180)) / 360;
export const worldY = (lat) => 128 * (1 - Math.asinh(Math.tan(lat * RADIANS)) / Math.PI);
export const lonOf = (x) => (x / 256) * 360 - 180;
export const latOf = (y) => Math.atan(Math.sinh(Math.PI * (1 - y / 128))) / RADIANS;

/** Metres on the ground of one screen pixel. */
export const metresPerPixel = (lat, zoom) => (40075016.686 * Math.cos(lat * RADIANS)) / (256 * 2 ** zoom);
