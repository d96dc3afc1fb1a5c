package org.gridwatch.gateway.simulator.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One MQTT connection without a thread of its own: thousands share one or two event loops.
 *
 * <p>All methods may be called by any thread and return at once. Calls made on {@link #loop()}
 * itself are cheapest: what is published in one turn of the loop leaves in one write. Stages
 * complete on the event loop, so what hangs on them must not block. A link does not reconnect: when
 * it is lost, {@link #closed()} says why and everything unacknowledged has failed.
 */
public final class MqttLink implements AutoCloseable {
  private static final int MAX_PACKET_BYTES = 16 << 20;

  private final Conversation conversation;
  private final Channel channel;

  MqttLink(Conversation conversation, Channel channel) {
    this.conversation = conversation;
    this.channel = channel;
  }

  /**
   * What a broker publishes when the link ends without a goodbye.
   *
   * @param payload of the topic {@code topic}; QoS 1
   */
  @SuppressWarnings("ArrayRecordComponent") // carried to the wire, never compared
  public record Will(String topic, byte[] payload, boolean retain) {}

  @SuppressWarnings("ArrayRecordComponent") // carried from the wire, never compared
  public record Message(String topic, byte[] payload, int qos, boolean retained) {}

  /** Of the protocol; 5 gives reasons for refused publishes, 3.1.1 knows only the closed line. */
  public enum Version {
    MQTT_3_1_1,
    MQTT_5
  }

  /**
   * How to connect.
   *
   * @param keepAliveSeconds the broker may drop the link after 1.5 times this silence; 0 for never
   * @param cleanStart whether the broker forgets what it held for this client id
   * @param window most unacknowledged QoS 1 publishes; a broker's smaller receive maximum wins
   * @param waiting most publishes held back while the window is full; one more fails at once
   * @param patience for TCP, TLS and the broker's answer to CONNECT, each
   */
  public record Options(
      String host,
      int port,
      Optional<Tls> tls,
      String clientId,
      Optional<String> user,
      Optional<String> password,
      int keepAliveSeconds,
      boolean cleanStart,
      Optional<Will> will,
      Version version,
      int window,
      int waiting,
      Duration patience) {
    public Options {
      if (keepAliveSeconds < 0 || keepAliveSeconds > 65_535) {
        throw new IllegalArgumentException(
            "keepAliveSeconds must be 0..65535, was " + keepAliveSeconds);
      }
      if (window < 1 || window > 65_535) {
        throw new IllegalArgumentException("window must be 1..65535, was " + window);
      }
    }

    /** MQTT 5 without TLS, keep-alive 60 s, clean start, 64 publishes in flight. */
    public static Options to(String host, int port, String clientId) {
      return new Options(
          host,
          port,
          Optional.empty(),
          clientId,
          Optional.empty(),
          Optional.empty(),
          60,
          true,
          Optional.empty(),
          Version.MQTT_5,
          64,
          10_000,
          Duration.ofSeconds(20));
    }

    public Options signedInAs(String name, String secret) {
      return new Options(
          host,
          port,
          tls,
          clientId,
          Optional.of(name),
          Optional.of(secret),
          keepAliveSeconds,
          cleanStart,
          will,
          version,
          window,
          waiting,
          patience);
    }

    public Options over(Tls trust) {
      return new Options(
          host,
          port,
          Optional.of(trust),
          clientId,
          user,
          password,
          keepAliveSeconds,
          cleanStart,
          will,
          version,
          window,
          waiting,
          patience);
    }

    public Options leaving(Will last) {
      return new Options(
          host,
          port,
          tls,
          clientId,
          user,
          password,
          keepAliveSeconds,
          cleanStart,
          Optional.of(last),
          version,
          window,
          waiting,
          patience);
    }

    public Options speaking(Version other) {
      return new Options(
          host,
          port,
          tls,
          clientId,
          user,
          password,
          keepAliveSeconds,
          cleanStart,
          will,
          other,
          window,
          waiting,
          patience);
    }

    public Options keptAliveEvery(int seconds) {
      return new Options(
          host,
          port,
          tls,
          clientId,
          user,
          password,
          seconds,
          cleanStart,
          will,
          version,
          window,
          waiting,
          patience);
    }

    public Options withWindow(int inFlight, int held) {
      return new Options(
          host,
          port,
          tls,
          clientId,
          user,
          password,
          keepAliveSeconds,
          cleanStart,
          will,
          version,
          inFlight,
          held,
          patience);
    }
  }

  /** Event loops as fast as this machine has them; daemon threads, ended by their owner. */
  public static EventLoopGroup loops(int threads) {
    var factory = new DefaultThreadFactory("mqtt-link", true);
    return Epoll.isAvailable()
        ? new EpollEventLoopGroup(threads, factory)
        : new NioEventLoopGroup(threads, factory);
  }

  /**
   * Completes when the broker has accepted; fails with {@link RefusedException} when it has not,
   * with an {@link IOException} that names the host when there was no talking to it.
   */
  public static CompletionStage<MqttLink> connect(Options options, EventLoopGroup loops) {
    var connected = new CompletableFuture<MqttLink>();
    var conversation = new Conversation(options, connected);
    new Bootstrap()
        .group(loops)
        .channel(
            loops instanceof EpollEventLoopGroup
                ? EpollSocketChannel.class
                : NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) options.patience().toMillis())
        .option(
            ChannelOption.RCVBUF_ALLOCATOR,
            new AdaptiveRecvByteBufAllocator(64, 256, 65_536).maxMessagesPerRead(4))
        .handler(pipeline(options, conversation))
        .connect(options.host(), options.port())
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                connected.completeExceptionally(unreachable(options, done.cause()));
              }
            });
    return connected;
  }

  private static ChannelInitializer<Channel> pipeline(Options options, Conversation conversation) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        options
            .tls()
            .ifPresent(
                tls ->
                    channel
                        .pipeline()
                        .addLast(tls.handler(channel.alloc(), options.host(), options.port())));
        channel
            .pipeline()
            .addLast(MqttEncoder.INSTANCE, new MqttDecoder(MAX_PACKET_BYTES), conversation);
      }
    };
  }

  static IOException unreachable(Options options, Throwable cause) {
    return new IOException(
        "no MQTT connection to "
            + options.host()
            + ":"
            + options.port()
            + ": "
            + cause.getMessage(),
        cause);
  }

  /**
   * QoS 0 completes when written, QoS 1 when the broker has it. The payload must not be changed
   * before that. Fails with {@link RefusedException} when the broker refuses it (MQTT 5).
   */
  public CompletionStage<Void> publish(String topic, byte[] payload, int qos, boolean retain) {
    TopicFilter.requirePlainTopic(topic);
    if (qos < 0 || qos > 1) {
      throw new IllegalArgumentException("qos must be 0 or 1, was " + qos);
    }
    var publish = new Conversation.Publish(topic, payload, qos, retain, new CompletableFuture<>());
    if (channel.eventLoop().inEventLoop()) {
      conversation.publish(publish);
    } else {
      channel.eventLoop().execute(() -> conversation.publish(publish));
    }
    return publish.done();
  }

  /** At QoS 1. Completes when granted; the consumer is called on the event loop. */
  public CompletionStage<Void> subscribe(String filter, Consumer<Message> consumer) {
    var granted = new CompletableFuture<Void>();
    channel.eventLoop().execute(() -> conversation.subscribe(filter, consumer, granted));
    return granted;
  }

  /** Completes after {@link #close()}, and exceptionally with the reason when the link was lost. */
  public CompletionStage<Void> closed() {
    return conversation.closed().minimalCompletionStage();
  }

  public boolean isOpen() {
    return channel.isActive();
  }

  /** The event loop that alone touches this link. */
  public java.util.concurrent.ScheduledExecutorService loop() {
    return channel.eventLoop();
  }

  /** Says goodbye, so that no last will is published, and closes. Unacknowledged publishes fail. */
  @Override
  public void close() {
    channel.eventLoop().execute(conversation::goodbye);
  }

  /** Ends the connection as a power cut would: the broker publishes the last will. */
  public void abort() {
    channel.close();
  }
}
