/** Libraries that come as plain scripts before the modules; everything else imports them from here. */
export const L = globalThis.L;
export const Supercluster = globalThis.Supercluster;

let charts;

/** ECharts is a megabyte: it comes with the first chart. */
export function loadCharts() {
  charts ??= import('/webjars/echarts/5.5.0/echarts.esm.min.js').catch((error) => {
    charts = undefined;
    throw error;
  });
  return charts;
}
