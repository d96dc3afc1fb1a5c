package org.gridwatch.gateway.simulator.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A live viewer without a thread: one HTTP response that never ends, cut into its events. */
final class SseStream extends SimpleChannelInboundHandler<HttpObject> {
  /** Called on the event loop; the buffer is gone afterwards. */
  interface Reader {
    void event(ByteBuf event);
  }

  private final int httpPort;
  private final String path;
  private final String token;
  private final int keep;
  private final Reader reader;
  private final CompletableFuture<SseStream> opened = new CompletableFuture<>();
  private final ByteBuf event = Unpooled.buffer(256);
  private boolean lineEnded;
  private volatile boolean lost;
  private volatile boolean closing;
  private volatile @Nullable Channel channel;

  /**
   * @param keep so many first bytes of each event are enough for the reader
   */
  SseStream(int httpPort, String path, String token, int keep, Reader reader) {
    this.httpPort = httpPort;
    this.path = path;
    this.token = token;
    this.keep = keep;
    this.reader = reader;
  }

  CompletableFuture<SseStream> open(EventLoopGroup loops) {
    var pipeline =
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel fresh) {
            fresh.pipeline().addLast(new HttpClientCodec(4096, 16_384, 65_536), SseStream.this);
          }
        };
    new Bootstrap()
        .group(loops)
        .channel(
            loops instanceof EpollEventLoopGroup
                ? EpollSocketChannel.class
                : NioSocketChannel.class)
        .handler(pipeline)
        .connect("127.0.0.1", httpPort)
        .addListener(
            (ChannelFutureListener)
                done -> {
                  channel = done.channel();
                  if (!done.isSuccess()) {
                    opened.completeExceptionally(done.cause());
                  }
                });
    return opened;
  }

  /** Whether it ended without being closed by us. */
  boolean lost() {
    return lost;
  }

  void close() {
    closing = true;
    Channel open = channel;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    var request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path);
    request
        .headers()
        .set(HttpHeaderNames.HOST, "127.0.0.1:" + httpPort)
        .set(HttpHeaderNames.ACCEPT, "text/event-stream")
        .set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token);
    ctx.writeAndFlush(request);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
    if (part instanceof HttpResponse response) {
      if (response.status().code() == 200) {
        opened.complete(this);
      } else {
        opened.completeExceptionally(
            new IOException(path + " was answered with " + response.status()));
        ctx.close();
        return;
      }
    }
    if (part instanceof HttpContent content) {
      cut(content.content());
    }
  }

  /** Line by line: an empty line ends an event. */
  private void cut(ByteBuf bytes) {
    while (bytes.isReadable()) {
      int length = bytes.bytesBefore((byte) '\n');
      if (length == 0 && lineEnded) {
        bytes.skipBytes(1);
        reader.event(event);
        event.clear();
        lineEnded = false;
        continue;
      }
      int line = length < 0 ? bytes.readableBytes() : length + 1;
      int kept = Math.clamp(keep - event.readableBytes(), 0, line);
      event.writeBytes(bytes, kept);
      bytes.skipBytes(line - kept);
      lineEnded = length >= 0;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    lost = !closing;
    opened.completeExceptionally(new IOException(path + " ended"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    opened.completeExceptionally(cause);
    ctx.close();
  }
}
