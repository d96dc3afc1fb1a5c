package org.gridwatch.map.notify.channel;

import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;

/** Makes channels of their settings. One for all; close it when no channel is used any more. */
public final class Channels implements AutoCloseable {
  private final Timeouts timeouts;
  private final MqttOut mqtt;
  private final Clock clock;
  private final Web web;

  public Channels(Timeouts timeouts, MqttOut mqtt, Clock clock) {
    this.timeouts = timeouts;
    this.mqtt = mqtt;
    this.clock = clock;
    web = new Web(timeouts);
  }

  /** Throws {@link IllegalArgumentException} for settings whose secrets are hidden. */
  public Channel open(ChannelSettings settings) {
    List<Secret> secrets = settings.secrets();
    if (secrets.stream().anyMatch(Secret::hidden)) {
      throw new IllegalArgumentException("a channel needs its secrets, and they are hidden here");
    }
    Channel channel =
        switch (settings) {
          case ChannelSettings.WeCom s -> new WeComRobot(s, web, clock);
          case ChannelSettings.DingTalk s -> new DingTalkRobot(s, web, clock);
          case ChannelSettings.Feishu s -> new FeishuRobot(s, web, clock);
          case ChannelSettings.Webhook s -> new SignedWebhook(s, web, clock);
          case ChannelSettings.Mail s ->
              new SmtpMail(s, timeouts, (SSLSocketFactory) SSLSocketFactory.getDefault(), clock);
          case ChannelSettings.AliyunSms s -> new AliyunSms(s, web, clock);
          case ChannelSettings.TencentSms s -> new TencentSms(s, web, clock);
          case ChannelSettings.AliyunCall s -> new AliyunCall(s, web, clock);
          case ChannelSettings.Mqtt s -> new MqttTopic(s, mqtt, timeouts);
          case ChannelSettings.WebPush s -> new WebPushChannel(s, web, clock);
        };
    return new Discreet(channel, secrets);
  }

  @Override
  public void close() {
    web.close();
  }
}
