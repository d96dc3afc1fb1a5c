package org.gridwatch.map.notify.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.notify.duty.Means;
import org.jspecify.annotations.Nullable;

/**
 * A policy as it is entered, stored and shown.
 *
 * @param repeatSeconds so long after the last step all are told again; 0: not
 * @param repeats at most so often; 0: until somebody acknowledges
 */
record PolicyForm(
    @Nullable List<@Nullable StepForm> steps,
    @Nullable Integer repeatSeconds,
    @Nullable Integer repeats) {

  /**
   * @param who duty, deputies, above, top or control-room
   * @param by means that are used and no others; none: each person's own ways
   */
  record StepForm(
      @Nullable Integer afterSeconds, @Nullable String who, @Nullable List<String> by) {}

  static Policy of(PolicyForm form) {
    var steps = new ArrayList<Policy.Step>();
    List<@Nullable StepForm> given = form.steps == null ? List.of() : form.steps;
    try {
      for (int i = 0; i < given.size(); i++) {
        steps.add(step("steps[" + i + "]", given.get(i)));
      }
      return new Policy(
          steps,
          Duration.ofSeconds(form.repeatSeconds == null ? 0 : form.repeatSeconds),
          form.repeats == null ? 0 : form.repeats);
    } catch (IllegalArgumentException wrong) {
      var words = String.valueOf(wrong.getMessage());
      throw new BadInput(fieldOf(words), given.size(), words);
    }
  }

  /** What a policy finds wrong with itself begins with what it is about. */
  private static String fieldOf(String words) {
    return words.startsWith("repeats ")
        ? "repeats"
        : words.startsWith("repeat ") ? "repeatSeconds" : "steps";
  }

  private static Policy.Step step(String field, @Nullable StepForm form) {
    if (form == null || form.afterSeconds == null || form.who == null) {
      throw new BadInput(field, null, field + " needs afterSeconds and who");
    }
    var who =
        Target.parse(form.who)
            .orElseThrow(
                () ->
                    new BadInput(
                        field + ".who",
                        form.who,
                        "who must be one of " + labels(Target.values(), Target::label)));
    var by = new ArrayList<Means>();
    for (String means : form.by == null ? List.<String>of() : form.by) {
      by.add(
          Means.parse(String.valueOf(means))
              .orElseThrow(
                  () ->
                      new BadInput(
                          field + ".by",
                          means,
                          "by must be some of " + labels(Means.values(), Means::label))));
    }
    try {
      return new Policy.Step(Duration.ofSeconds(form.afterSeconds), who, by);
    } catch (IllegalArgumentException wrong) {
      throw new BadInput(
          field + ".afterSeconds", form.afterSeconds, String.valueOf(wrong.getMessage()));
    }
  }

  private static <T> String labels(T[] all, Function<T, String> label) {
    return Arrays.stream(all).map(label).collect(Collectors.joining(", "));
  }

  static PolicyForm from(Policy policy) {
    var steps = new ArrayList<@Nullable StepForm>();
    for (Policy.Step step : policy.steps()) {
      steps.add(
          new StepForm(
              (int) step.after().toSeconds(),
              step.who().label(),
              step.by().stream().map(Means::label).toList()));
    }
    return new PolicyForm(steps, (int) policy.repeat().toSeconds(), policy.repeats());
  }
}
