package org.gridwatch.map.notify.readiness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gridwatch.ingest.rule.Rule.Words;
import org.gridwatch.map.notify.duty.Chains;
import org.gridwatch.map.notify.duty.Gaps.What;

/** What the broken chains of a community come to, in words. Pure. */
final class Warning {
  private static final int MOST_NAMED = 3;

  private Warning() {}

  /**
   * @param broken at least one
   * @param grids how many were looked at
   */
  static Words of(List<Chains.Broken> broken, int grids, int days) {
    long found = broken.stream().map(one -> one.grid().id()).distinct().count();
    return new Words(
        "未来 %d 天内，%d 个网格中有 %d 个通知链路有缺口：%s。%s等。"
            .formatted(days, grids, found, kinds(broken, "、", Warning::zh), named(broken, "、")),
        "In the next %d days %d of %d grids have gaps: %s. Among them %s."
            .formatted(days, found, grids, kinds(broken, ", ", Warning::en), named(broken, ", ")));
  }

  private interface Wording {
    String of(What what, long grids);
  }

  private static String kinds(List<Chains.Broken> broken, String comma, Wording wording) {
    Map<What, Long> grids = new TreeMap<>();
    broken.forEach(
        one ->
            grids.computeIfAbsent(
                one.gap().what(),
                what ->
                    broken.stream()
                        .filter(other -> other.gap().what() == what)
                        .map(other -> other.grid().id())
                        .distinct()
                        .count()));
    var parts = new ArrayList<String>();
    grids.forEach((what, n) -> parts.add(wording.of(what, n)));
    return String.join(comma, parts);
  }

  /** Those where it is worst, by name. */
  private static String named(List<Chains.Broken> broken, String comma) {
    return broken.stream()
        .sorted(Comparator.comparing(one -> one.gap().what()))
        .map(one -> one.grid().name().isEmpty() ? one.grid().code() : one.grid().name())
        .distinct()
        .limit(MOST_NAMED)
        .collect(Collectors.joining(comma));
  }

  private static String zh(What what, long n) {
    return switch (what) {
      case NO_LEADER -> "无网格长 " + n;
      case NOBODY_ANSWERS -> "无人负责 " + n;
      case ROTA_GAP -> "排班缺口 " + n;
      case NO_CONTACT -> "无联系方式 " + n;
      case NO_CHANNEL -> "没有渠道 " + n;
      case CHANNEL_DOWN -> "渠道中断 " + n;
      case UNVERIFIED -> "联系方式未验证 " + n;
    };
  }

  private static String en(What what, long n) {
    return switch (what) {
      case NO_LEADER -> n + " without a leader";
      case NOBODY_ANSWERS -> n + " where nobody answers";
      case ROTA_GAP -> n + " with a gap in the turns";
      case NO_CONTACT -> n + " with somebody who has no way to be reached";
      case NO_CHANNEL -> n + " without a channel";
      case CHANNEL_DOWN -> n + " whose channel is down";
      case UNVERIFIED -> n + " with ways that are not verified";
    };
  }
}
