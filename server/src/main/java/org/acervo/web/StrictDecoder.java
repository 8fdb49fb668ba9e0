package org.acervo.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
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
 * Decodes requests like the decoder of Vert.x, and sees what is gone afterwards: how the first line
 * was written ({@link RequestLine}), lines of a head that go on with a blank (obs-fold, RFC 9112,
 * section 5.2), which others read as a line of their own, and heads that never end. Such a request
 * comes out as one that could not be read. What asks for another protocol is not heard, as any
 * server may do (RFC 9110, section 7.8): else Vert.x would offer HTTP/2.
 */
final class StrictDecoder extends VertxHttpRequestDecoder {
  /** {@link HeadFault} tells clients of them. */
  private static final Http1ServerConfig LIMITS =
      new Http1ServerConfig().setMaxInitialLineLength(8 << 10).setMaxHeaderSize(16 << 10);

  private final Duration patience;

  private boolean inHead = true;
  private boolean begun;
  private @Nullable HeadFault fault;
  private @Nullable Future<?> deadline;

  /**
   * @param patience how long a head may take from its first byte to its last
   */
  StrictDecoder(Duration patience) {
    super(LIMITS);
    this.patience = patience;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf buffer, List<Object> out)
      throws Exception {
    if (inHead && !begun && skipEmptyLines(buffer)) {
      watch(context);
      return;
    }
    int firstLine = inHead ? look(buffer) : -1;
    int before = out.size();
    super.decode(context, buffer, out);
    for (int i = before; i < out.size(); i++) {
      if (out.get(i) instanceof HttpRequest request) {
        request.headers().remove(HttpHeaderNames.UPGRADE);
        if (fault != null) {
          request.setDecoderResult(DecoderResult.failure(new HeadFault.Refused(fault)));
        }
        inHead = false;
      }
      if (out.get(i) instanceof LastHttpContent) {
        inHead = true;
        begun = false;
        fault = null;
      }
    }
    if (out.size() > before) {
      rest();
    } else if (inHead) {
      begun |= firstLine >= 0 && buffer.readerIndex() > firstLine;
      watch(context);
    }
  }

  @Override
  protected HttpMessage createMessage(String[] initialLine) {
    initialLine[2] = RequestLine.known(initialLine[2]);
    return super.createMessage(initialLine);
  }

  /**
   * Before a request there may be empty lines (RFC 9112, section 2.2). The decoder skips more than
   * that: blanks, and half the end of a line.
   *
   * @return whether the other half of one has to come first
   */
  private static boolean skipEmptyLines(ByteBuf buffer) {
    while (buffer.readableBytes() > 1
        && buffer.getByte(buffer.readerIndex()) == '\r'
        && buffer.getByte(buffer.readerIndex() + 1) == '\n') {
      buffer.skipBytes(2);
    }
    return !buffer.isReadable()
        || (buffer.readableBytes() == 1 && buffer.getByte(buffer.readerIndex()) == '\r');
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
      firstLine = buffer.indexOf(at, end, (byte) '\n');
      if (firstLine < 0) {
        return -1;
      }
      fault = RequestLine.fault(buffer, at, firstLine);
      at = firstLine + 1;
    }
    while (fault == null && at < end) {
      byte first = buffer.getByte(at);
      if (first == ' ' || first == '\t') {
        fault = folded();
      }
      int lineEnd = buffer.indexOf(at, end, (byte) '\n');
      if (lineEnd < 0 || first == '\r' || first == '\n') {
        break;
      }
      at = lineEnd + 1;
    }
    return firstLine;
  }

  private static HeadFault folded() {
    return HeadFault.malformed(
        "A header goes on in a line that begins with a blank, which is obsolete (RFC 9112, section"
            + " 5.2).");
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

  /** The rest of it may still come; {@link ShortcutHandler} lets nothing pass any more. */
  private void drop(ChannelHandlerContext context) {
    var late = createInvalidMessage();
    late.setDecoderResult(DecoderResult.failure(new HeadFault.Refused(HeadFault.late())));
    context.fireChannelRead(late);
    context.fireChannelReadComplete();
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
