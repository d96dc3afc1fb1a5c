package org.gridwatch.map.notify.outbox;

import java.time.Clock;
import org.gridwatch.map.notify.channel.Channels;
import org.gridwatch.map.notify.channel.Timeouts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What channels are made with. */
@Configuration(proxyBeanMethods = false)
class ChannelsConfiguration {
  @Bean
  Channels channels(BrokerOut broker, Clock clock) {
    return new Channels(Timeouts.DEFAULT, broker, clock);
  }
}
