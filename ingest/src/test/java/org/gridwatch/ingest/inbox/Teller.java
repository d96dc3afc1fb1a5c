package org.gridwatch.ingest.inbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A device that tells what is in its diary, page by page. */
final class Teller implements AutoCloseable {
  /** Said again after its connection was cut, as nobody knows what of it was taken. */
  private static final int UNSURE = 25;

  private final String name;
  private final String token;
  private final int port;
  private final Diary diary;
  private final Set<Long> times;
  private final Set<Long> said = new HashSet<>();
  private final List<Diary.Page> unsure = new ArrayList<>();
  private Voice voice;
  private int told;
  private long settledMs = Long.MIN_VALUE;

  Teller(String name, String token, int port, Diary diary) throws Exception {
    this.name = name;
    this.token = token;
    this.port = port;
    this.diary = diary;
    this.times = diary.times();
    this.voice = Voice.connect(port, name, token);
  }

  String name() {
    return name;
  }

  /** Pages, each once. */
  int told() {
    return told;
  }

  /** Readings that must be stored. */
  int different() {
    return said.size() * diary.quantities();
  }

  void tellNext() throws Exception {
    say(diary.pages().get(told++));
  }

  /** What was told before, a page of it. */
  void repeat(Random random) throws Exception {
    if (told > 0) {
      say(diary.pages().get(random.nextInt(told)));
    }
  }

  /** Old news: older than what is stored by more than what is put in order again. */
  void tellLate(Random random) throws Exception {
    if (settledMs != Long.MIN_VALUE) {
      say(diary.late(settledMs, times, random));
    }
  }

  private void say(Diary.Page page) throws Exception {
    if (unsure.size() == UNSURE) {
      voice.finish();
      unsure.clear();
    }
    unsure.add(page);
    said.add(page.atMs());
    voice.sayWithoutWaiting("telemetry", page.payload());
  }

  /** The line is cut, whatever is on it; then all is said again that may have been lost. */
  void cut() throws Exception {
    voice.close();
    voice = Voice.connect(port, name, token);
    for (Diary.Page page : unsure) {
      voice.sayWithoutWaiting("telemetry", page.payload());
    }
  }

  /** All that was said is taken; it is settled when the caller says so. */
  void finish() throws Exception {
    voice.finish();
    unsure.clear();
    settledMs = diary.pages().get(told - 1).atMs();
  }

  @Override
  public void close() throws Exception {
    voice.close();
  }
}
