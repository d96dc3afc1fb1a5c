package org.gridwatch.map.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gridwatch.map.live.LivePicture.DeviceNow;
import org.gridwatch.map.live.LivePicture.Scope;
import org.junit.jupiter.api.Test;

class LivePictureTest {
  private static final Scope ALL = new Scope("all", _ -> true);
  private static final Scope LEAF_7 = new Scope(List.of(7), leaf -> leaf == 7);

  private final LivePicture picture = new LivePicture("e1");

  @Test
  void theFirstFrameShowsEverythingAndTheNextOnlyWhatChanged() {
    load(device(1, 7, 10), device(2, 8, 20));
    var first = picture.since(0, ALL).orElseThrow();
    assertThat(text(first)).contains("\"full\":true", "[1,0,10]", "[2,0,20]");

    picture.heard(2, LiveState.ALARM, 30);
    picture.tick(1_000);

    var next = picture.since(first.tick(), ALL).orElseThrow();
    assertThat(text(next)).contains("\"full\":false", "[2,2,30]").doesNotContain("[1,");
    assertThat(picture.since(next.tick(), ALL)).isEmpty();
  }

  @Test
  void aSlowViewerGetsOneFrameWithTheNewestOfEachDeviceInsteadOfAQueue() {
    load(device(1, 7, 10), device(2, 7, 10));
    long seen = picture.since(0, ALL).orElseThrow().tick();
    for (int i = 0; i < 1_000; i++) {
      picture.heard(1, i % 2 == 0 ? LiveState.WARNING : LiveState.ALARM, 100 + i);
      picture.tick(i);
    }
    picture.heard(2, LiveState.NORMAL, 50);
    picture.tick(2_000);

    assertThat(text(picture.since(seen, ALL).orElseThrow()))
        .contains("\"devices\":[[1,2,1099],[2,0,50]]");
  }

  @Test
  void viewersOfTheSameScopeShareOneEncoding() {
    load(device(1, 7, 10));
    assertThat(picture.since(0, ALL).orElseThrow().data())
        .isSameAs(picture.since(0, new Scope("all", _ -> true)).orElseThrow().data());
  }

  @Test
  void aLeaderSeesNothingOfOtherGrids() {
    load(device(1, 7, 10), device(2, 8, 20), device(3, 0, 30));
    assertThat(text(picture.since(0, LEAF_7).orElseThrow()))
        .contains("[1,0,10]")
        .doesNotContain("[2,", "[3,");
  }

  @Test
  void aDeviceThatMovesToAnotherGridAppearsThereAndLeavesHere() {
    load(device(1, 8, 10));
    long seen = picture.since(0, LEAF_7).orElseThrow().tick();
    load(device(1, 7, 10));
    assertThat(text(picture.since(seen, LEAF_7).orElseThrow())).contains("[1,0,10]");
  }

  @Test
  void whatIsHeardWhileTheDatabaseAnswersIsNotOverwritten() {
    load(device(1, 7, 10));
    long before = picture.words();
    picture.heard(1, LiveState.SILENT, 10);
    picture.load(List.of(device(1, 7, 10)), before);
    assertThat(text(picture.since(0, ALL).orElseThrow())).contains("[1,3,10]");
  }

  @Test
  void theDatabaseMendsAStateWhoseMessageWasLost() {
    load(device(1, 7, 10));
    picture.heard(1, LiveState.ALARM, 99);
    load(device(1, 7, 10));
    assertThat(text(picture.since(0, ALL).orElseThrow())).contains("[1,0,99]");
  }

  @Test
  void whatADeviceSaidBeforeItWasKnownIsSeenAsSoonAsItIs() {
    long before = picture.words();
    picture.heard(1, LiveState.ALARM, 99);
    picture.tick(1);
    assertThat(text(picture.since(0, ALL).orElseThrow())).contains("\"devices\":[]");
    assertThat(picture.leafOf(1)).isEmpty();

    picture.load(List.of(device(1, 7, 10)), before);
    picture.tick(2);

    assertThat(text(picture.since(0, ALL).orElseThrow())).contains("[1,2,99]");
  }

  @Test
  void aRetiredDeviceIsGone() {
    load(device(1, 7, 10), device(2, 7, 10));
    load(device(2, 7, 10));
    assertThat(text(picture.since(0, ALL).orElseThrow())).doesNotContain("[1,");
    assertThat(picture.leafOf(1)).isEmpty();
  }

  @Test
  void growsBeyondItsFirstCapacity() {
    var many = new java.util.ArrayList<DeviceNow>();
    for (int id = 1; id <= 20_000; id++) {
      many.add(device(id, 7, id));
    }
    picture.load(many, picture.words());
    picture.tick(1);
    assertThat(text(picture.since(0, ALL).orElseThrow())).contains("[20000,0,20000]");
  }

  @Test
  void closingEndsTheWait() throws InterruptedException {
    picture.close();
    assertThat(picture.await(Long.MAX_VALUE, 60_000)).isFalse();
  }

  private void load(DeviceNow... devices) {
    picture.load(List.of(devices), picture.words());
    picture.tick(1);
  }

  private static DeviceNow device(int id, int leaf, long heardAtMs) {
    return new DeviceNow(id, leaf, LiveState.NORMAL, heardAtMs);
  }

  private static String text(LivePicture.Frame frame) {
    return new String(frame.data(), StandardCharsets.UTF_8);
  }
}
