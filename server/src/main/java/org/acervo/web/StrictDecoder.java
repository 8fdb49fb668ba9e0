package org.acervo.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decodes requests like the decoder of Vert.x, and sees two things that are gone afterwards: lines
 * of a head that go on with a blank (obs-fold, RFC 9112, section 5.2), which others read as a line
 * of their own, and heads that never end. Such a request comes out as one that could not be read.
 */
final class StrictDecoder extends VertxHttpRequestDecoder {
  private final Duration patience;

  private boolean inHead = true;
  private boolean begun;
  private boolean folded;
  private @Nullable Future<?> deadline;

  /**
   * @param patience how long a head may take from its first byte to its last
   */
  StrictDecoder(Http1ServerConfig config, Duration patience) {
    super(config);
    this.patience = patience;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf buffer, List<Object> out)
      throws Exception {
    int firstLine = inHead ? look(buffer) : -1;
    int before = out.size();
    super.decode(context, buffer, out);
    for (int i = before; i < out.size(); i++) {
      if (out.get(i) instanceof HttpRequest request) {
        if (folded) {
          request.setDecoderResult(DecoderResult.failure(refused()));
        }
        inHead = false;
      }
      if (out.get(i) instanceof LastHttpContent) {
        inHead = true;
        begun = false;
        folded = false;
      }
    }
    if (out.size() > before) {
      rest();
    } else if (inHead) {
      begun |= firstLine >= 0 && buffer.readerIndex() > firstLine;
      watch(context);
    }
  }

  private static HeadFault.Refused refused() {
    return new HeadFault.Refused(
        HeadFault.malformed(
            "A header goes on in a line that begins with a blank, which is obsolete (RFC 9112,"
                + " section 5.2)."));
  }

  /**
   * Looks at the beginnings of the lines that are here.
   *
   * @return where the line of the request ends, or a negative number
   */
  private int look(ByteBuf buffer) {
    int end = buffer.writerIndex();
    int at = buffer.readerIndex();
    int firstLine = -1;
    if (!begun) {
      while (at < end && buffer.getByte(at) <= ' ') {
        at++; // the decoder skips blank lines before a request (RFC 9112, section 2.2)
      }
      firstLine = buffer.indexOf(at, end, (byte) '\n');
      if (firstLine < 0) {
        return -1;
      }
      at = firstLine + 1;
    }
    while (at > 0 && at < end) {
      byte first = buffer.getByte(at);
      folded |= first == ' ' || first == '\t';
      if (folded || first == '\r' || first == '\n') {
        break;
      }
      at = buffer.indexOf(at, end, (byte) '\n') + 1;
    }
    return firstLine;
  }

  /** Most heads come in one piece, and cost no timer. */
  private void watch(ChannelHandlerContext context) {
    if (deadline == null) {
      deadline =
          context
              .executor()
              .schedule(() -> drop(context), patience.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static void drop(ChannelHandlerContext context) {
    var _ = context.close();
  }

  private void rest() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext context) throws Exception {
    rest();
    super.handlerRemoved0(context);
  }
}
