package org.gridwatch.ingest.alert;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gridwatch.ingest.rule.Rule.Words;
import org.gridwatch.ingest.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it is now. What became of it so far is its timeline, {@link AlertEvent}.
 *
 * @param id 0 before it is stored
 * @param revision of its last change, for those who follow
 */
public record Alert(
    long id,
    Origin origin,
    Place place,
    Texts texts,
    Measured measured,
    Standing standing,
    Care care,
    Quiet quiet,
    long revision) {

  /** How far it is in its life. */
  public enum Phase {
    /** The danger is there. */
    ACTIVE,
    /** The danger is over, and nobody has said to have seen it. */
    CLEARED,
    /** Nothing more becomes of it. */
    CLOSED;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Phase of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * Who says so of whom.
   *
   * @param ruleId 0: a person raised it by hand
   * @param subject {@code device:12}, {@code building:7}, {@code grid:420302001001}, {@code place},
   *     of a drill {@code drill:420302001001}, of people who cannot be reached {@code
   *     chain:420302001}
   * @param kind gas, water, power, camera or other
   * @param deviceId 0: no single device
   * @param device its name on the wire, or empty
   * @param quantity or an event's type, or {@code silence}
   */
  public record Origin(
      int ruleId,
      int ruleVersion,
      String ruleCode,
      String subject,
      String kind,
      int deviceId,
      String device,
      String deviceLabel,
      String quantity) {
    private static final String DRILL = "drill:";
    private static final String CHAIN = "chain:";

    /** Somebody tries out whether people of a grid are told; nothing is wrong there. */
    public static Origin ofDrill(String grid, String kind) {
      return new Origin(0, 0, "", DRILL + grid, kind, 0, "", "", "");
    }

    /** In a grid, or in grids below it, an alert would not find its people. */
    public static Origin ofChain(String grid) {
      return new Origin(0, 0, "", CHAIN + grid, "other", 0, "", "", "");
    }

    public boolean byHand() {
      return ruleId == 0;
    }

    public boolean drill() {
      return subject.startsWith(DRILL);
    }

    public boolean chain() {
      return subject.startsWith(CHAIN);
    }
  }

  /**
   * Where it was raised, with the boundaries in force then.
   *
   * @param buildingId 0: none; likewise the leaf and the version of its boundary
   * @param gridCodes of the leaf and of all grids above it, the leaf's first
   */
  public record Place(
      int buildingId,
      int leafGridId,
      int boundaryVersionId,
      List<String> gridCodes,
      @Nullable Double lon,
      @Nullable Double lat,
      String address) {
    public static final Place UNKNOWN = new Place(0, 0, 0, List.of(), null, null, "");

    public Place {
      gridCodes = List.copyOf(gridCodes);
    }
  }

  /** What people read. */
  public record Texts(Words title, Words explanation, Words action) {}

  /**
   * What was seen when it was raised.
   *
   * @param takenAt the device's own time
   * @param value NaN: there is no number; likewise the limit and the newest value
   * @param newest value at its last transition
   */
  public record Measured(
      Instant takenAt, double value, double limit, double heldSeconds, double newest) {}

  /** What people did about it. */
  public record Care(
      @Nullable Acknowledged acknowledged,
      @Nullable String assignedTo,
      @Nullable Shelf shelf,
      @Nullable Judged judged) {
    public static final Care NONE = new Care(null, null, null, null);

    Care with(Acknowledged acknowledgement) {
      return new Care(acknowledgement, assignedTo, shelf, judged);
    }

    Care assigned(String to) {
      return new Care(acknowledged, to, shelf, judged);
    }

    Care on(@Nullable Shelf newShelf) {
      return new Care(acknowledged, assignedTo, newShelf, judged);
    }

    Care with(Judged judgement) {
      return new Care(acknowledged, assignedTo, shelf, judgement);
    }
  }

  /**
   * @param severity how bad it was then
   */
  public record Acknowledged(Instant at, String by, Severity severity) {}

  /** Quiet until then, and why. */
  public record Shelf(Instant until, String by, String reason) {}

  public record Judged(boolean real, String by, String reason) {}

  /**
   * Why it is not shown among the loud ones, and what it belongs to.
   *
   * @param silencedBy planned work; 0: none; likewise the others
   * @param heldBackBy the alert that is its cause
   */
  public record Quiet(int silencedBy, long heldBackBy, long incidentId) {
    public static final Quiet NONE = new Quiet(0, 0, 0);

    Quiet silencedBy(int work) {
      return new Quiet(work, heldBackBy, incidentId);
    }

    Quiet heldBackBy(long alert) {
      return new Quiet(silencedBy, alert, incidentId);
    }

    Quiet in(long incident) {
      return new Quiet(silencedBy, heldBackBy, incident);
    }
  }

  public Phase phase() {
    return standing.phase();
  }

  public Severity severity() {
    return standing.severity();
  }

  public boolean open() {
    return phase() != Phase.CLOSED;
  }

  public boolean active() {
    return phase() == Phase.ACTIVE;
  }

  /** It got worse after somebody had taken it on. */
  public boolean worseSinceAcknowledged() {
    return Optional.ofNullable(care.acknowledged())
        .filter(taken -> severity().worseThan(taken.severity()))
        .isPresent();
  }

  /** Shelved, held back or silenced: not among the loud ones. */
  public boolean quietAt(Instant now) {
    return quiet.silencedBy() != 0
        || quiet.heldBackBy() != 0
        || (care.shelf() != null && care.shelf().until().isAfter(now));
  }

  Alert with(long newId) {
    return new Alert(newId, origin, place, texts, measured, standing, care, quiet, revision);
  }

  Alert with(Texts newTexts) {
    return new Alert(id, origin, place, newTexts, measured, standing, care, quiet, revision);
  }

  Alert with(Measured newest) {
    return new Alert(id, origin, place, texts, newest, standing, care, quiet, revision);
  }

  Alert with(Standing newStanding) {
    return new Alert(id, origin, place, texts, measured, newStanding, care, quiet, revision);
  }

  Alert with(Care newCare) {
    return new Alert(id, origin, place, texts, measured, standing, newCare, quiet, revision);
  }

  Alert with(Quiet newQuiet) {
    return new Alert(id, origin, place, texts, measured, standing, care, newQuiet, revision);
  }

  Alert at(long newRevision) {
    return new Alert(id, origin, place, texts, measured, standing, care, quiet, newRevision);
  }
}
