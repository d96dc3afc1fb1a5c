package org.gridwatch.map.notify.outbox;

import java.util.List;
import java.util.Optional;
import org.gridwatch.map.notify.channel.ChannelSettings;
import org.gridwatch.map.notify.channel.Parcel;
import org.gridwatch.map.notify.channel.Receipt;
import org.gridwatch.map.notify.duty.Means;
import org.springframework.stereotype.Component;

/**
 * The channel by which browsers are notified. A subscription holds for one pair of keys, so it is
 * the same for all grids: the one that alerts take as well.
 */
@Component
public class BrowserPush {
  private final ChannelBook channels;

  BrowserPush(ChannelBook channels) {
    this.channels = channels;
  }

  /** Empty when none is set up, or it is switched off. */
  public Optional<ChannelSettings.WebPush> settings() {
    return line().map(line -> (ChannelSettings.WebPush) line.settings());
  }

  /** Past the queue, as a test message goes; empty when there is no channel any more. */
  public Optional<Receipt> send(Parcel parcel) {
    return line().map(line -> channels.open(line).send(parcel));
  }

  private Optional<ChannelBook.Line> line() {
    return ChannelBook.nearest(channels.all(), Means.PUSH.label(), List.of());
  }
}
