package org.gridwatch.map.alert;

import java.time.Duration;
import java.time.Instant;
import org.gridwatch.ingest.alert.Happening;
import org.gridwatch.ingest.alert.Happening.ByPerson;
import org.gridwatch.map.account.BadInput;
import org.jspecify.annotations.Nullable;

/** What people can do about an alert, by the name it has in the address. */
enum Action {
  ACKNOWLEDGE {
    @Override
    ByPerson by(String who, Form form, Instant now) {
      return new Happening.Acknowledge(who, Wanted.text("words", form.words, LONG));
    }
  },
  ASSIGN {
    @Override
    ByPerson by(String who, Form form, Instant now) {
      return new Happening.Assign(who, Wanted.required("to", form.to, NAME));
    }
  },
  COMMENT {
    @Override
    ByPerson by(String who, Form form, Instant now) {
      return new Happening.Comment(who, Wanted.required("words", form.words, LONG));
    }
  },
  SHELVE {
    @Override
    ByPerson by(String who, Form form, Instant now) {
      return new Happening.Shelve(
          who, until(form.until, now), Wanted.required("reason", form.reason, SHORT));
    }
  },
  UNSHELVE {
    @Override
    ByPerson by(String who, Form form, Instant now) {
      return new Happening.Unshelve(who);
    }
  },
  JUDGE {
    @Override
    ByPerson by(String who, Form form, Instant now) {
      if (form.real == null) {
        throw new BadInput("real", null, "real must be given");
      }
      String reason =
          form.real
              ? Wanted.text("reason", form.reason, SHORT)
              : Wanted.required("reason", form.reason, SHORT);
      return new Happening.Judge(who, form.real, reason);
    }
  },
  CLEAR {
    @Override
    ByPerson by(String who, Form form, Instant now) {
      return new Happening.ClearByHand(who, Wanted.text("words", form.words, LONG));
    }
  };

  /** What may come with any of them; each takes what it needs. */
  record Form(
      @Nullable String words,
      @Nullable String to,
      @Nullable Instant until,
      @Nullable String reason,
      @Nullable Boolean real) {}

  static final int LONG = 1_000;
  private static final int SHORT = 300;
  private static final int NAME = 80;
  private static final Duration LONGEST_SHELF = Duration.ofDays(30);

  /** Throws {@link BadInput} when something is missing or wrong. */
  abstract ByPerson by(String who, Form form, Instant now);

  private static Instant until(@Nullable Instant until, Instant now) {
    if (until == null) {
      throw new BadInput("until", null, "until must be given");
    }
    if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST_SHELF))) {
      throw new BadInput("until", until, "until must lie in the future, by at most 30 days");
    }
    return until;
  }
}
