package org.acervo.web;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
 * odd about a request (it has a body, it wants the connection closed or upgraded, it could not be
 * read) is left to the server proper too.
 */
final class ShortcutHandler extends ChannelDuplexHandler {
  private static final String DECODER = "httpDecoder";
  private static final String ENCODER = "httpEncoder";
  private static final String SERVER = "handler";

  private final Shortcut shortcut;

  // Of the event loop of the connection.
  private int underWay;
  private boolean answered;
  private boolean over;
  private boolean unsent;
  private @Nullable Supplier<StrictDecoder> next;

  private ShortcutHandler(Shortcut shortcut) {
    this.shortcut = shortcut;
  }

  /**
   * Takes its place in a new connection, if that speaks HTTP/1.1.
   *
   * @param decoder takes the place of that of Vert.x
   * @param mayUpgrade whether Vert.x has read the beginning of a request already, to see whether it
   *     asks for HTTP/2; then its decoder stays until the end of that
   */
  static void join(
      HttpConnection connection,
      Shortcut shortcut,
      Supplier<StrictDecoder> decoder,
      boolean mayUpgrade) {
    var pipeline = ((ConnectionBase) connection).channel().pipeline();
    if (pipeline.get(DECODER) == null) {
      return;
    }
    var handler = new ShortcutHandler(shortcut);
    pipeline.addBefore(SERVER, "shortcut", handler);
    if (mayUpgrade) {
      handler.next = decoder;
    } else {
      pipeline.replace(DECODER, DECODER, decoder.get());
    }
  }

  /** What the old decoder has not read yet is given to the new one by Netty. */
  private void changeDecoder(ChannelHandlerContext context, Object message) {
    if (next != null && message instanceof LastHttpContent) {
      context.pipeline().replace(DECODER, DECODER, next.get());
      next = null;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    changeDecoder(context, message);
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
    }
    context.fireChannelRead(message);
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
        || headers.contains(HttpHeaderNames.IF_MATCH)
        || headers.contains(HttpHeaderNames.UPGRADE);
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
