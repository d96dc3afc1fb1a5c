package org.gridwatch.ingest.alert;

/** What time alone does to alerts. */
final class Clockwork {
  private Clockwork() {}

  static void tick(Desk desk) {
    endShelves(desk);
    PlannedWork.speakAgain(desk);
    settle(desk);
    var released = Causes.release(desk);
    desk.write();
    PlannedWork.silenceAll(desk);
    var held = Causes.holdBack(desk, released.toArray(Long[]::new));
    desk.write();
    Incidents.group(desk, held);
  }

  private static void endShelves(Desk desk) {
    var over = desk.take("a.phase <> 'closed' and a.shelved_until <= ?", desk.at(desk.now));
    over.forEach(alert -> desk.happen(alert.id(), new Happening.ShelfOver()));
  }

  /** Those that chattered and have neither come nor gone for a while. */
  private static void settle(Desk desk) {
    var still =
        desk.take(
            """
            a.phase = 'active' and a.chattering and not exists (
              select 1 from alert_event e
               where e.alert_id = a.id and e.at > ?
                 and e.what in ('raised', 'cleared', 'reopened', 'damped', 'recurred'))
            """,
            desk.at(desk.now.minus(AlertLife.RESTLESS)));
    still.forEach(alert -> desk.happen(alert.id(), new Happening.Settled()));
  }
}
