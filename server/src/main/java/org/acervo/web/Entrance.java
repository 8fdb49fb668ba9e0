package org.acervo.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.impl.transports.TransportInternal;
import io.vertx.core.net.TcpConfig;
import java.util.function.BiConsumer;

/**
 * Where connections come in, before Vert.x makes anything of them: how many there are of one
 * address, and which protocol they speak where there are two. Vert.x has no place for either, but
 * lets its transport configure the socket that listens.
 */
final class Entrance extends NioTransport {
  private static final int EVENT_LOOPS = 2;

  private final HttpConfig config;
  private final RequestIds requestIds;

  private Entrance(HttpConfig config, RequestIds requestIds) {
    this.config = config;
    this.requestIds = requestIds;
  }

  /** A Vert.x whose one server is entered here. */
  static Vertx vertx(HttpConfig config, RequestIds requestIds) {
    return Vertx.builder()
        .with(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS))
        .withTransport(new TransportInternal("nio", true, null, new Entrance(config, requestIds)))
        .build();
  }

  @Override
  public void configure(TcpConfig tcp, boolean domainSocket, ServerBootstrap bootstrap) {
    super.configure(tcp, domainSocket, bootstrap);
    bootstrap.handler(
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel listening) {
            listening
                .pipeline()
                .addLast(
                    new ConnectionLimit(
                        config.connections(),
                        TrustedProxies.of(config.trustedProxies()),
                        Entrance.this::oneTooMany));
            if (config.h2c()) {
              listening.pipeline().addLast(new TwoProtocols());
            }
          }
        });
  }

  private final class TwoProtocols extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof Channel connection) {
        connection.pipeline().addLast(new PriorKnowledge(Entrance.this::decoder));
      }
      context.fireChannelRead(message);
    }
  }

  private StrictDecoder decoder() {
    return new StrictDecoder(config.pace().patience());
  }

  /** Written by hand: no request is there that Vert.x could answer. */
  private ByteBuf oneTooMany() {
    String requestId = requestIds.of(MultiMap.caseInsensitiveMultiMap());
    byte[] problem =
        Json.write(
            Problem.of(
                503,
                "too-many-connections",
                "Too many connections",
                "Your address holds "
                    + config.connections()
                    + " connections already, and gets no more"
                    + " (ACERVO_CONNECTIONS_PER_ADDRESS). Close some, and try again.",
                requestId));
    var head = new StringBuilder("HTTP/1.1 503 Service Unavailable\r\n");
    BiConsumer<String, String> line =
        (name, value) -> head.append(name).append(": ").append(value).append("\r\n");
    StandingHeaders.lasting(line);
    head.append(config.standing().strictLine());
    line.accept("Date", Dates.now());
    line.accept("X-Request-Id", requestId);
    line.accept("Content-Type", "application/problem+json");
    line.accept("Content-Length", Integer.toString(problem.length));
    line.accept("Retry-After", "10");
    line.accept("Connection", "close");
    head.append("\r\n");
    return Unpooled.wrappedBuffer(head.toString().getBytes(US_ASCII), problem);
  }
}
