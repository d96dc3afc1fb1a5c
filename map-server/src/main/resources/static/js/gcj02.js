/**
 * The shift of Chinese map services (GCJ-02) against WGS 84. Pure. Outside mainland China's box nothing
 * is shifted. The series below is the published approximation of the shift in metres.
 */
const AXIS = 6378245; // Krasovsky 1940, in metres
const ECCENTRICITY_2 = 0.00669342162296594323;

function waves(v) {
  return ((20 * Math.sin(6 * v * Math.PI) + 20 * Math.sin(2 * v * Math.PI)) * 2) / 3;
}

function northMetres(x, y) {
  return -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) + waves(x)
    + ((20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * 2) / 3
    + ((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y / 30) * Math.PI)) * 2) / 3;
}

function eastMetres(x, y) {
  return 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + waves(x)
    + ((20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * 2) / 3
    + ((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3;
}

export const inChina = (lon, lat) => lon > 72.004 && lon < 137.8347 && lat > 0.8293 && lat < 55.8271;

/** `[lon, lat]` as such a service draws it. */
export function toGcj02(lon, lat) {
  if (!inChina(lon, lat)) return [lon, lat];
  const latitude = (lat * Math.PI) / 180;
  const w2 = 1 - ECCENTRICITY_2 * Math.sin(latitude) ** 2;
  const w = Math.sqrt(w2);
  const north = (northMetres(lon - 105, lat - 35) * 180) / (((AXIS * (1 - ECCENTRICITY_2)) / (w2 * w)) * Math.PI);
  const east = (eastMetres(lon - 105, lat - 35) * 180) / ((AXIS / w) * Math.cos(latitude) * Math.PI);
  return [lon + east, lat + north];
}
