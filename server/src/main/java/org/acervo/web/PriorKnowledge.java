package org.acervo.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Supplier;

/**
 * Where HTTP/2 is spoken without TLS, reads with Vert.x which of the two a connection speaks:
 * HTTP/2 begins with a preface (RFC 9113, section 3.4), which is the only way into it. What differs
 * is HTTP/1.1, and is decoded by {@link StrictDecoder} from its first byte on. Vert.x makes up its
 * mind at the first byte that differs, too; so this one is passed on alone, and before the others
 * its decoder, which has read no line yet, is replaced.
 */
final class PriorKnowledge extends ChannelInboundHandlerAdapter {
  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);

  /** Stands for the end of a line that is none, so that the line behind it is none either. */
  private static final byte[] NO_REQUEST = {'?'};

  private final Supplier<StrictDecoder> decoder;
  private int alike;
  private boolean halfEnd;

  PriorKnowledge(Supplier<StrictDecoder> decoder) {
    this.decoder = decoder;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    var bytes = (ByteBuf) message;
    skipEmptyLines(bytes);
    int at = bytes.readerIndex();
    while (at < bytes.writerIndex()
        && alike < PREFACE.length
        && bytes.getByte(at) == PREFACE[alike]) {
      alike++;
      at++;
    }
    if (alike == PREFACE.length) {
      context.pipeline().remove(this);
    } else if (at < bytes.writerIndex()) {
      context.fireChannelRead(
          halfEnd || (alike == 0 && isSkipped(bytes.getByte(at)))
              ? Unpooled.wrappedBuffer(NO_REQUEST)
              : bytes.readRetainedSlice(at + 1 - bytes.readerIndex()));
      ShortcutHandler.decodeStrictly(context.pipeline(), decoder);
      context.pipeline().remove(this);
    }
    context.fireChannelRead(bytes);
  }

  /** By the decoder of Vert.x, before a request. */
  private static boolean isSkipped(byte first) {
    return first >= 0 && first <= ' ';
  }

  /** As {@link StrictDecoder} does; the decoder that comes before it would skip half of one. */
  private void skipEmptyLines(ByteBuf bytes) {
    while (alike == 0
        && bytes.isReadable()
        && bytes.getByte(bytes.readerIndex()) == (halfEnd ? '\n' : '\r')) {
      bytes.skipBytes(1);
      halfEnd = !halfEnd;
    }
  }
}
