package org.gridwatch.map.notify.duty;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * One way to reach a person.
 *
 * @param address a phone number, a mail address, a robot's name for the person
 * @param verified the person has shown to receive what is sent there
 * @param quiet hours in which only red goes there; null: none
 */
public record Way(int id, Means means, String address, boolean verified, @Nullable Quiet quiet) {

  /** By the clock on the wall; over midnight when it ends before it begins. */
  public record Quiet(LocalTime from, LocalTime to) {
    public Quiet {
      if (from.equals(to)) {
        throw new IllegalArgumentException("quiet hours must end at another time than " + from);
      }
    }

    boolean covers(LocalTime time) {
      return from.isBefore(to)
          ? !time.isBefore(from) && time.isBefore(to)
          : !time.isBefore(from) || time.isBefore(to);
    }
  }

  public boolean quietAt(Instant at, ZoneId zone) {
    return quiet != null && quiet.covers(at.atZone(zone).toLocalTime());
  }
}
