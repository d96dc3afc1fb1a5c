package org.gridwatch.map.notify.outbox;

import java.util.Comparator;
import java.util.Optional;
import org.gridwatch.map.notify.channel.ChannelSettings;
import org.gridwatch.map.notify.channel.Parcel;
import org.gridwatch.map.notify.channel.Receipt;
import org.springframework.stereotype.Component;

/**
 * The channel by which browsers are notified. A subscription holds for one pair of keys, so where
 * there are several channels the one for the whole community counts.
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
    return channels.all().stream()
        .filter(line -> line.enabled() && line.settings() instanceof ChannelSettings.WebPush)
        .min(
            Comparator.comparing((ChannelBook.Line line) -> line.grid() != null)
                .thenComparing(ChannelBook.Line::id));
  }
}
