package org.gridwatch.gateway.simulator.life;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gridwatch.gateway.simulator.community.Community;
import org.gridwatch.gateway.simulator.life.Story.Plot;

/**
 * Which stories happen when: the first soon after the beginning, then one every few minutes, each
 * plot once before any comes again. Threads: any.
 */
public final class Script {
  private static final Duration FIRST = Duration.ofSeconds(40);
  private static final Duration EVERY = Duration.ofSeconds(150);
  private static final Duration CROWD_FIRST = Duration.ofSeconds(100);
  private static final Duration CROWD_EVERY = Duration.ofSeconds(260);
  private static final Duration LONGEST = Duration.ofSeconds(360);
  private static final int CROWDS = 1_000_000;
  private static final List<Plot> OPENING =
      List.of(
          Plot.GAS_LEAK,
          Plot.SMOKE,
          Plot.LOST_PHASE,
          Plot.BURST_PIPE,
          Plot.CAMERA_COVERED,
          Plot.GATEWAY_DIES,
          Plot.OVERLOAD);

  private final Instant begin;
  private final double speed;
  private final Chance chance;
  private final Casting casting;
  private final Map<Integer, Story> told = new ConcurrentHashMap<>();

  /**
   * @param speed 1 for a story every two and a half minutes, 2 for twice as many; 0 for none
   */
  public Script(Community community, Instant begin, double speed) {
    if (!(speed >= 0 && speed <= 100)) {
      throw new IllegalArgumentException("story speed must be 0..100, was " + speed);
    }
    this.begin = begin;
    this.speed = speed;
    this.chance = new Chance(community.seed());
    this.casting = new Casting(community, chance);
  }

  /** A script in which nothing happens. */
  public static Script quiet(Community community) {
    return new Script(community, Instant.EPOCH, 0);
  }

  /** The stories running at this time, or ended so lately that their last words may be owed. */
  public List<Story> around(Instant at) {
    var stories = new ArrayList<Story>();
    if (speed > 0) {
      collect(at, FIRST, EVERY, 0, stories);
      collect(at, CROWD_FIRST, CROWD_EVERY, CROWDS, stories);
    }
    return stories;
  }

  private void collect(Instant at, Duration first, Duration every, int base, List<Story> into) {
    double since = Duration.between(begin, at).toMillis() - first.toMillis();
    double gap = every.toMillis() / speed;
    int newest = (int) Math.floor(since / gap);
    int oldest = (int) Math.floor((since - LONGEST.toMillis()) / gap);
    for (int n = Math.max(0, oldest); n <= newest; n++) {
      int number = base + n;
      var start = begin.plus(first).plusMillis((long) (n * gap));
      var plot = base == CROWDS ? Plot.CROWD : plot(n);
      into.add(told.computeIfAbsent(number, unwritten -> casting.story(unwritten, plot, start)));
    }
    told.keySet().removeIf(number -> number >= base && number < base + oldest - 1);
  }

  Plot plot(int number) {
    int round = number / OPENING.size();
    if (round == 0) {
      return OPENING.get(number);
    }
    var plots = new ArrayList<>(OPENING);
    for (int i = plots.size() - 1; i > 0; i--) {
      int j = chance.among("round" + round, i, i + 1);
      var swapped = plots.get(i);
      plots.set(i, plots.get(j));
      plots.set(j, swapped);
    }
    return plots.get(number % OPENING.size());
  }
}
