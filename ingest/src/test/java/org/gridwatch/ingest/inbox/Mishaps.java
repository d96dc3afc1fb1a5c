package org.gridwatch.ingest.inbox;

import java.util.List;
import java.util.Random;

/** What happens while devices speak. */
sealed interface Mishaps {
  /** Between two pages of theirs. */
  void happen(List<Teller> tellers) throws Exception;

  /** A page, and what else is said with it. */
  void tell(Teller teller) throws Exception;

  /** When they have said it. */
  void end() throws Exception;

  /** Nothing does. */
  record None() implements Mishaps {
    @Override
    public void happen(List<Teller> tellers) {}

    @Override
    public void tell(Teller teller) throws Exception {
      teller.tellNext();
    }

    @Override
    public void end() {}
  }

  /** Whatever can: connections and commits are lost, ingest stops and starts, all from chance. */
  final class Many implements Mishaps {
    private final Chain chain;
    private final LostCommits commits;
    private final Random random;
    private boolean down;

    Many(Chain chain, LostCommits commits, Random random) {
      this.chain = chain;
      this.commits = commits;
      this.random = random;
    }

    @Override
    public void happen(List<Teller> tellers) throws Exception {
      switch (random.nextInt(300)) {
        case 0, 1, 2, 3 -> tellers.get(random.nextInt(tellers.size())).cut();
        case 4, 5 -> commits.loseNext(1 + random.nextInt(3));
        case 6 -> commits.loseAnswersOfNext(1);
        case 7 -> restart();
        case 8 -> {
          if (!down) {
            chain.cutIngest();
          }
        }
        default -> {}
      }
    }

    private void restart() {
      if (down) {
        chain.startIngest();
      } else {
        chain.stopIngest();
      }
      down = !down;
    }

    @Override
    public void tell(Teller teller) throws Exception {
      teller.tellNext();
      while (random.nextInt(4) == 0) {
        teller.repeat(random);
      }
      if (random.nextInt(5) == 0) {
        teller.tellLate(random);
      }
    }

    @Override
    public void end() {
      if (down) {
        restart();
      }
    }
  }
}
