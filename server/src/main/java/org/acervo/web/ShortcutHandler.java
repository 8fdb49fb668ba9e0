package org.acervo.web;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Between the decoder of one connection and Vert.x: refuses heads without a clear meaning, and is
 * the way into the {@link Shortcut}.
 *
 * <p>Both ways of an answer lie behind the same look at the head, so what one refuses the other
 * does not answer. A refused request goes on to Vert.x as one that could not be read, which keeps
 * the order of answers and ends the connection; nothing that follows it is looked at any more.
 *
 * <p>Answers leave a connection in the order of its requests (RFC 9112, section 9.3.2), and the
 * server proper takes its time. So a request is answered here only while no other is on its way
 * through there, which is while as many answers have come back as requests went in; and only while
 * the client takes what it is sent, since the server proper knows how to wait for it. Whatever is
 * odd about a request (it has a body, it wants the connection closed, it could not be read) is left
 * to the server proper too.
 */
final class ShortcutHandler extends ChannelDuplexHandler {
  private static final String DECODER = "httpDecoder";
  private static final String ENCODER = "httpEncoder";
  private static final String SERVER = "handler";
  private static final String IDLE = "idle";
  private static final AttributeKey<Boolean> BROKEN = AttributeKey.valueOf("acervo.broken");

  private final Shortcut shortcut;

  // Of the event loop of the connection.
  private int underWay;
  private boolean answered;
  private boolean over;
  private boolean unsent;

  private ShortcutHandler(Shortcut shortcut) {
    this.shortcut = shortcut;
  }

  /**
   * Takes its place in a new connection, if that speaks HTTP/1.1.
   *
   * @param patience how long nothing may happen on it, and a head may take
   */
  static void join(HttpConnection connection, Shortcut shortcut, Duration patience) {
    var pipeline = ((ConnectionBase) connection).channel().pipeline();
    // Whoever takes some of a long answer is not idle, though no piece of it was taken whole; nor
    // is who sends some of a head, which has a time-out of its own.
    pipeline.remove(IDLE);
    pipeline.addFirst(
        IDLE, new IdleStateHandler(true, 0, 0, patience.toMillis(), TimeUnit.MILLISECONDS));
    if (pipeline.get(DECODER) != null) {
      pipeline.addBefore(SERVER, "shortcut", new ShortcutHandler(shortcut));
      decodeStrictly(pipeline, () -> new StrictDecoder(patience));
    }
  }

  /** What the old decoder has not read yet is given to the new one by Netty. */
  static void decodeStrictly(ChannelPipeline pipeline, Supplier<StrictDecoder> decoder) {
    if (!(pipeline.get(DECODER) instanceof StrictDecoder)) {
      pipeline.replace(DECODER, DECODER, decoder.get());
    }
  }

  /** Ends a connection at once; what is still waiting to be taken is thrown away. */
  static void cut(HttpConnection connection) {
    var channel = ((ConnectionBase) connection).channel();
    channel
        .eventLoop()
        .execute(() -> {
          var first = channel.pipeline().firstContext(); // Vert.x would wait until it was taken
          var _ = first == null ? channel.close() : first.close();
        });
  }

  /** Whether the body of the request that is being read came in a form that has no meaning. */
  static boolean isBroken(HttpConnection connection) {
    return ((ConnectionBase) connection).channel().hasAttr(BROKEN);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (over) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpRequest request) {
      refuseOdd(request);
      answered = answers(context, request);
      if (answered) {
        return;
      }
      underWay++;
    } else if (answered && message instanceof LastHttpContent) {
      answered = false;
      ReferenceCountUtil.release(message);
      return;
    } else if (message instanceof HttpContent content && content.decoderResult().isFailure()) {
      breakOff(context, content);
      return;
    }
    context.fireChannelRead(message);
  }

  /**
   * A body whose pieces (chunks) are malformed. Vert.x would end the connection without a word; so
   * it is told that the body ends here, and whoever reads it that it did not.
   */
  private void breakOff(ChannelHandlerContext context, HttpContent content) {
    ReferenceCountUtil.release(content);
    over = true;
    context.channel().attr(BROKEN).set(true);
    context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
  }

  private void refuseOdd(HttpRequest request) {
    if (request.decoderResult().isSuccess()) {
      var fault = HeadFault.of(request, (MultiMap) request.headers());
      if (fault != null) {
        request.setDecoderResult(DecoderResult.failure(new HeadFault.Refused(fault)));
      }
    }
    over = !request.decoderResult().isSuccess();
  }

  private boolean answers(ChannelHandlerContext context, HttpRequest request) {
    if (underWay > 0 || !context.channel().isWritable() || isOdd(request)) {
      return false;
    }
    var headers = (MultiMap) request.headers(); // as the decoder of Vert.x makes them
    var answer = shortcut.answer(request.uri(), headers);
    if (answer == null) {
      return false;
    }
    boolean bodiless = request.method().equals(HttpMethod.HEAD);
    var written =
        answer.written(context.alloc(), shortcut.standing(), shortcut.requestId(headers), bodiless);
    var wire = context.pipeline().context(ENCODER); // which has nothing to do with it
    var _ = wire.write(written, wire.voidPromise());
    unsent = true;
    return true;
  }

  private static boolean isOdd(HttpRequest request) {
    boolean reads =
        request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    var headers = request.headers();
    return !reads
        || !request.decoderResult().isSuccess()
        || !request.protocolVersion().equals(HttpVersion.HTTP_1_1)
        || !HttpUtil.isKeepAlive(request)
        || request instanceof LastHttpContent
        || headers.contains(HttpHeaderNames.IF_MATCH);
  }

  /** A client that waits for an answer of ours, and takes what there is of it, is not idle. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    var unsent = context.channel().unsafe().outboundBuffer();
    boolean waits = underWay > 0 && unsent != null && unsent.totalPendingWriteBytes() == 0;
    if (!waits || !(event instanceof IdleStateEvent)) {
      context.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (unsent) {
      unsent = false;
      context.flush();
    }
    context.fireChannelReadComplete();
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof LastHttpContent && !isInformational(message)) {
      underWay--;
    }
    var _ = context.write(message, promise);
  }

  /** Such an answer is followed by the real one (RFC 9110, section 15.2). */
  private static boolean isInformational(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }
}
