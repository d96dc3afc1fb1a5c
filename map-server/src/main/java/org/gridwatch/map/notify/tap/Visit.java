package org.gridwatch.map.notify.tap;

import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.map.account.Rights;

/** Somebody holds a link: to which alert, and as whom. */
record Visit(Alert alert, Actor actor) {
  /** In whose name something is done. */
  sealed interface Actor {
    /** The link names them; who is signed in beside it does not matter. */
    record Person(int id, String name) implements Actor {}

    /** The link stood before several, and this is who signed in. */
    record Account(Rights rights) implements Actor {}

    /** The link stood before several, and nobody has said who they are. */
    record Nobody() implements Actor {}
  }

  boolean mayAct() {
    return switch (actor) {
      case Actor.Person person -> true;
      case Actor.Account(var rights) -> rights.mayAct() && rights.sees(alert.place().leafGridId());
      case Actor.Nobody nobody -> false;
    };
  }

  /** As the timeline says it. */
  String name() {
    return switch (actor) {
      case Actor.Person person -> person.name();
      case Actor.Account(var rights) -> rights.name();
      case Actor.Nobody nobody -> "";
    };
  }

  /** As the audit log says it: no account's name has a colon, so nobody is taken for another. */
  String auditName() {
    return switch (actor) {
      case Actor.Person person -> "person:" + person.id();
      case Actor.Account(var rights) -> rights.name();
      case Actor.Nobody nobody -> "";
    };
  }
}
