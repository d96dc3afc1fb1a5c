package org.gridwatch.map.notify.duty;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.gridwatch.map.account.BadInput;
import org.jspecify.annotations.Nullable;

/**
 * A person as somebody enters them.
 *
 * @param account name of the account that is theirs; empty: none; null: as it is
 * @param ways in the order in which they are to be tried
 */
record PersonForm(
    @Nullable String name,
    @Nullable String note,
    @Nullable String account,
    @Nullable List<@Nullable WayForm> ways) {
  private static final int MOST_WAYS = 10;

  /**
   * One way to reach them.
   *
   * @param quietFrom begin of the hours in which only red goes there; with {@code quietTo} or not
   *     at all
   */
  record WayForm(
      @Nullable String means,
      @Nullable String address,
      @Nullable Boolean verified,
      @Nullable LocalTime quietFrom,
      @Nullable LocalTime quietTo) {

    private Staff.WayEntry checked(int number) {
      var field = "ways[" + number + "]";
      var known =
          Means.parse(means == null ? "" : means)
              .orElseThrow(() -> new BadInput(field, means, "means must be one of " + all()));
      var text = Checks.needed(field + ".address", address, 2_000);
      if (!known.reaches(text)) {
        throw new BadInput(field + ".address", text, text + " is no address for " + known.label());
      }
      if ((quietFrom == null) != (quietTo == null)
          || (quietFrom != null && quietFrom.equals(quietTo))) {
        throw new BadInput(
            field, quietFrom, "quiet hours need a begin and another end, or neither");
      }
      return new Staff.WayEntry(known, text, Boolean.TRUE.equals(verified), quietFrom, quietTo);
    }

    private static String all() {
      return Arrays.stream(Means.values()).map(Means::label).collect(Collectors.joining(", "));
    }
  }

  Staff.Entry checked() {
    List<@Nullable WayForm> given = ways == null ? List.of() : ways;
    if (given.size() > MOST_WAYS) {
      throw new BadInput("ways", given.size(), "ways must be at most " + MOST_WAYS);
    }
    var checked = new ArrayList<Staff.WayEntry>();
    var seen = new HashSet<String>();
    for (int i = 0; i < given.size(); i++) {
      var form = given.get(i);
      if (form == null) {
        throw new BadInput("ways[" + i + "]", null, "a way must be given");
      }
      var way = form.checked(i);
      if (!seen.add(way.means() + way.address())) {
        throw new BadInput("ways[" + i + "]", way.address(), "this way is there twice");
      }
      checked.add(way);
    }
    return new Staff.Entry(
        Checks.needed("name", name, 100),
        Checks.text("note", note, 1_000),
        account == null ? null : account.strip(),
        checked);
  }
}
