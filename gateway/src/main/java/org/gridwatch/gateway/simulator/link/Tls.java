package org.gridwatch.gateway.simulator.link;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** Whom a link believes to be its broker. The certificate must always name the host. */
public final class Tls {
  private final SslContext context;

  private Tls(SslContext context) {
    this.context = context;
  }

  /** Believes brokers whose certificate is in the file or signed by one in it. */
  public static Tls trusting(Path pem) throws SSLException {
    return new Tls(SslContextBuilder.forClient().trustManager(pem.toFile()).build());
  }

  /** Believes what this machine believes. */
  public static Tls ofSystem() throws SSLException {
    return new Tls(SslContextBuilder.forClient().build());
  }

  @SuppressWarnings(
      "deprecation") // the replacement wants cipher and protocol lists that we leave be
  public static Tls of(SSLContext context) {
    return new Tls(new JdkSslContext(context, true, ClientAuth.NONE));
  }

  SslHandler handler(ByteBufAllocator allocator, String host, int port) {
    SslHandler handler = context.newHandler(allocator, host, port);
    var parameters = handler.engine().getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    handler.engine().setSSLParameters(parameters);
    return handler;
  }
}
