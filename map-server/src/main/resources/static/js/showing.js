/** What of the page shows the one selection: the drawer, what lies over the map, the map itself; and what closes first. */
import { incidentPanel } from './alert/incident-panel.js';
import { alertPanel } from './alert/panel.js';
import { devicePanel } from './panel-device.js';
import { gridPanel } from './panel-grid.js';
import { listPanel } from './panel-list.js';

const PANELS = { device: devicePanel, grid: gridPanel, list: listPanel, alert: alertPanel, incident: incidentPanel };

/** @param parts `drawer`, `rail`, `workspace`, `selection`: asked for when they are needed, they need us as well */
export function createShowing(app, parts) {
  let panel = null;

  function show(selected, how) {
    const { drawer, rail, workspace } = parts();
    look(selected);
    if (workspace.view === 'board') workspace.board.redraw();
    if (!selected || !PANELS[selected.type]) {
      lay(selected, how);
      panel = null;
      return drawer.hide();
    }
    if (how.fly || selected.type === 'grid') hideWorkspace();
    if (matchMedia('(max-width: 1100px)').matches) rail.close();
    panel = PANELS[selected.type](app, selected.ref, how);
    drawer.show(panel, { focus: how.focus });
    if (how.fly) flyTo(selected);
  }

  /** What the map marks as selected. */
  function look(selected) {
    const { type, ref } = selected ?? {};
    app.look.device = type === 'device' ? ref : type === 'alert' ? app.alerts.get(Number(ref))?.device ?? null : null;
    app.look.grid = type === 'grid' ? ref : null;
    app.view.redrawDevices();
    app.view.redrawGrids();
  }

  /** A view over the map, or nothing over it. */
  function lay(selected, how) {
    const { rail, workspace } = parts();
    if (!selected) return hideWorkspace();
    workspace.show(selected.type);
    rail.board(true);
    rail.close();
    if (how.focus) workspace.focus();
  }

  function hideWorkspace() {
    const { rail, workspace } = parts();
    workspace.hide();
    rail.board(false);
  }

  function flyTo({ type, ref }) {
    const store = app.devices();
    const alert = type === 'alert' && app.alerts.get(Number(ref));
    if (alert && Number.isFinite(alert.lon)) app.view.show(alert.lon, alert.lat, 18);
    const i = store.byName.get(ref);
    if (type === 'device' && i !== undefined) app.view.show(store.lons[i], store.lats[i], 19);
    const grid = app.grids()?.byCode.get(ref);
    if (type === 'grid' && grid) app.view.showGrid(grid);
  }

  /** What was opened from a view over the map goes back to it. */
  function closeDrawer() {
    const { selection, workspace } = parts();
    if (workspace.view) app.select(workspace.view, '', { focus: true });
    else selection.clear();
  }

  return {
    show, hideWorkspace, closeDrawer,
    /** The alert whose page is open, as the page knows it. */
    alert: () => panel?.alert?.() ?? null,
    /** A device that calls for somebody is opened at its worst alert. */
    device(name, how = {}) {
      const [worst] = app.alerts.ofDevice(name);
      if (worst) app.select('alert', String(worst.id), how);
      else app.select('device', name, how);
    },
    found({ type, ref, lon, lat, title }) {
      if (type === 'device') return app.select('device', ref, { fly: true, focus: true });
      if (ref && (type === 'grid' || type === 'leader')) return app.select('grid', ref, { fly: true, focus: true });
      hideWorkspace();
      app.view.show(lon, lat, 18);
      app.view.point(lon, lat, title);
    },
    closeTopmost() {
      const { rail, selection } = parts();
      if (rail.open) rail.close();
      else if (PANELS[selection.current?.type]) closeDrawer();
      else if (selection.current) selection.clear();
      else document.activeElement?.blur();
    },
  };
}
