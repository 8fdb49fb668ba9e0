package org.acervo.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one address from taking all connections. It stands where connections are accepted, so one
 * too many costs nothing but an answer: 503, before a word was read. Trusted proxies speak for many
 * and are not counted.
 */
final class ConnectionLimit extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(ConnectionLimit.class);

  /** Whoever has one address of IPv6 has all that begin alike (RFC 4291, section 2.5.4). */
  private static final int NETWORK_BYTES = 8;

  private final int most;
  private final TrustedProxies proxies;
  private final Supplier<ByteBuf> refusal;

  // Connections are accepted on one thread and end on others.
  private final Map<InetAddress, Integer> open = new HashMap<>();

  /**
   * @param most connections of an address at the same time
   * @param refusal what one too many is told
   */
  ConnectionLimit(int most, TrustedProxies proxies, Supplier<ByteBuf> refusal) {
    this.most = most;
    this.proxies = proxies;
    this.refusal = refusal;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof SocketChannel connection) || connection.remoteAddress() == null) {
      context.fireChannelRead(message);
      return;
    }
    var address = connection.remoteAddress().getAddress();
    if (proxies.trusts(address)) {
      context.fireChannelRead(message);
    } else if (enters(network(address))) {
      connection.closeFuture().addListener(_ -> leaves(network(address)));
      context.fireChannelRead(message);
    } else {
      refuse(context, connection);
    }
  }

  private synchronized boolean enters(InetAddress network) {
    int before = open.getOrDefault(network, 0);
    if (before < most) {
      open.put(network, before + 1);
    }
    if (before + 1 == most) {
      log.warn("{} has {} connections, and gets no more for now", network.getHostAddress(), most);
    }
    return before < most;
  }

  private synchronized void leaves(InetAddress network) {
    open.computeIfPresent(network, (_, count) -> count == 1 ? null : count - 1);
  }

  private static InetAddress network(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has " + bytes.length + " bytes", e);
    }
  }

  private void refuse(ChannelHandlerContext context, Channel connection) {
    connection
        .pipeline()
        .addLast(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelActive(ChannelHandlerContext refused) {
                refused.writeAndFlush(refusal.get()).addListener(ChannelFutureListener.CLOSE);
              }
            });
    var _ = context.channel().eventLoop().register(connection);
  }
}
